package dev.jpm.mirror.server;

import dev.jpm.mirror.config.Operation.Tls;
import dev.jpm.mirror.key.PemKeys;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;

/** A certificate and its key, read from the files that certificate authorities hand out. */
final class PemFiles {
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

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
      store.setKeyEntry(
          "mirror", PemKeys.read(tls.key(), ALGORITHMS), password.toCharArray(), chain);
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw JpmException.of(
          ErrorCode.ECONFIG,
          "tls: " + tls.certificate() + " and " + tls.key() + " cannot be used: " + e.getMessage(),
          e);
    }
  }
}
