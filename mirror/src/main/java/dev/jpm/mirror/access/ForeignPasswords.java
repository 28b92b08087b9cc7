package dev.jpm.mirror.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Crypt;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.Md5Crypt;

/** Passwords as Apache's htpasswd writes them: bcrypt, apr1, SHA-1, and what crypt makes. */
final class ForeignPasswords {
  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./0-9A-Za-z]{53}");
  private static final Pattern APR1 = Pattern.compile("\\$apr1\\$[^$:]{1,8}\\$[./0-9A-Za-z]{22}");
  private static final Pattern CRYPT =
      Pattern.compile("\\$[156]\\$[^:]+\\$[./0-9A-Za-z]{22,86}|[./0-9A-Za-z]{13}");
  private static final String SHA = "{SHA}";
  private static final Pattern SHA_BASE64 = Pattern.compile("[+/0-9A-Za-z]{27}=");

  private ForeignPasswords() {}

  static boolean isKnown(String hash) {
    return isSha(hash)
        || BCRYPT.matcher(hash).matches()
        || APR1.matcher(hash).matches()
        || CRYPT.matcher(hash).matches();
  }

  private static boolean isSha(String hash) {
    return hash.startsWith(SHA) && SHA_BASE64.matcher(hash.substring(SHA.length())).matches();
  }

  /** Whether {@code hash}, which is known, is that of {@code password}. */
  static boolean matches(String password, String hash) {
    byte[] utf8 = password.getBytes(StandardCharsets.UTF_8);
    if (BCRYPT.matcher(hash).matches()) {
      // As where it was made, what is beyond the longest it can take does not count.
      return BCrypt.verifyer(
              BCrypt.Version.VERSION_2A, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2A))
          .verify(utf8, hash.getBytes(StandardCharsets.US_ASCII))
          .verified;
    }
    if (isSha(hash)) {
      return same(SHA + Base64.getEncoder().encodeToString(DigestUtils.sha1(utf8)), hash);
    }
    return same(
        APR1.matcher(hash).matches() ? Md5Crypt.apr1Crypt(utf8, hash) : Crypt.crypt(utf8, hash),
        hash);
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
