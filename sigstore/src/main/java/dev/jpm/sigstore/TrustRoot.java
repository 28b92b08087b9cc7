package dev.jpm.sigstore;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.sigstore.trustroot.SigstoreConfigurationException;
import dev.sigstore.trustroot.SigstoreTrustedRoot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Whose certificates and logs count.
 *
 * @param file where it is from, for messages
 */
record TrustRoot(SigstoreTrustedRoot root, String file) {
  private static final String BUNDLED = "trusted_root.json";

  /** That of Sigstore's public instance, as it was when jpm was built. */
  static TrustRoot bundled() {
    try (InputStream root = Objects.requireNonNull(TrustRoot.class.getResourceAsStream(BUNDLED))) {
      return of(root.readAllBytes(), BUNDLED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One in Sigstore's format; throws EBADPOLICY where it is none. */
  static TrustRoot of(byte[] json, String file) {
    try {
      return new TrustRoot(SigstoreTrustedRoot.from(new ByteArrayInputStream(json)), file);
    } catch (SigstoreConfigurationException e) {
      throw broken(file, e);
    }
  }

  JpmException broken(Exception cause) {
    return broken(file, cause);
  }

  private static JpmException broken(String file, Exception cause) {
    return JpmException.of(
        ErrorCode.EBADPOLICY, file + " is no trust root: " + cause.getMessage(), cause);
  }
}
