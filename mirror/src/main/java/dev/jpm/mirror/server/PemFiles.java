package dev.jpm.mirror.server;

import dev.jpm.mirror.config.Operation.Tls;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate and its key, read from the files that certificate authorities hand out. */
final class PemFiles {
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private PemFiles() {}

  /** What the server shows and proves; {@code password} guards it in memory. */
  static KeyStore store(Tls tls, String password) {
    try (InputStream in = Files.newInputStream(tls.certificate())) {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(Certificate[]::new);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("mirror", key(tls.key()), password.toCharArray(), chain);
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw JpmException.of(
          ErrorCode.ECONFIG,
          "tls: " + tls.certificate() + " and " + tls.key() + " cannot be used: " + e.getMessage(),
          e);
    }
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(Files.readString(file));
    if (!pem.find()) {
      throw new InvalidKeySpecException("the key must be in PKCS #8 (BEGIN PRIVATE KEY)");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      } catch (InvalidKeySpecException another) {
        // The next may know it.
      }
    }
    throw new InvalidKeySpecException("the key is of none of " + ALGORITHMS);
  }
}
