package dev.jpm.registrymock.sigstore;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** The key of a service: P-256, with signatures over SHA-256. */
record SigningKey(KeyPair pair) {
  static SigningKey fresh() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new SigningKey(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has this curve", e);
    }
  }

  byte[] sign(byte[] bytes) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(pair.getPrivate());
      signer.update(bytes);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java signs", e);
    }
  }

  /** Name of the key: the digest of it. */
  byte[] id() {
    return sha256(pair.getPublic().getEncoded());
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The log at {@code url} that signs with it, in a trust root. */
  void tell(ObjectNode log, String url, Instant since) {
    log.put("baseUrl", url).put("hashAlgorithm", "SHA2_256");
    ObjectNode key = log.putObject("publicKey");
    key.put("rawBytes", Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
    key.put("keyDetails", "PKIX_ECDSA_P256_SHA_256");
    key.putObject("validFor").put("start", since.toString());
    log.putObject("logId").put("keyId", Base64.getEncoder().encodeToString(id()));
  }
}
