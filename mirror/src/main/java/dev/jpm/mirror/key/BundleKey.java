package dev.jpm.mirror.key;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The public half of an Ed25519 key that bundles are signed with. */
public record BundleKey(PublicKey key) {
  static final String ALGORITHM = "Ed25519";

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----");

  /**
   * The key in {@code text}: SubjectPublicKeyInfo in Base64, in a PEM file or bare.
   *
   * @throws JpmException ECONFIG where it is none
   */
  public static BundleKey parse(String text) {
    Matcher pem = PEM.matcher(text);
    String base64 = pem.find() ? pem.group(1).replaceAll("\\s", "") : text.strip();
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return new BundleKey(
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(bytes)));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw JpmException.of(
          ErrorCode.ECONFIG, "\"" + base64 + "\" is no public Ed25519 key in Base64", e);
    }
  }

  /** Whether {@code signature} of {@code statement} was made by the other half. */
  public boolean verifies(byte[] signature, byte[] statement) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(statement);
      return verifier.verify(signature);
    } catch (SignatureException noSignature) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK can do this", e);
    }
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }
}
