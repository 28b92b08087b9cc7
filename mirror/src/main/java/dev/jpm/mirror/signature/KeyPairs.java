package dev.jpm.mirror.signature;

import dev.jpm.mirror.metadata.SigningKeys.OwnKey;
import dev.jpm.model.Integrity.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/** Keys of the kind that npm's registry signs with: ECDSA over P-256, with SHA-256. */
final class KeyPairs {
  private KeyPairs() {}

  static OwnKey make(Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      byte[] known = pair.getPublic().getEncoded();
      Base64.Encoder base64 = Base64.getEncoder();
      String id =
          "SHA256:"
              + base64.withoutPadding().encodeToString(Algorithm.SHA256.digest().digest(known));
      return new OwnKey(
          id,
          base64.encodeToString(known),
          base64.encodeToString(pair.getPrivate().getEncoded()),
          now,
          null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK can do this", e);
    }
  }

  /** The signature of {@code text} by the key with that secret. */
  static String sign(String secret, String text) {
    try {
      byte[] encoded = Base64.getDecoder().decode(secret);
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key of this mirror cannot be used", e);
    }
  }
}
