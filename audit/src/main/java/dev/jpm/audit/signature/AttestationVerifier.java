package dev.jpm.audit.signature;

import java.security.PublicKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Who can tell whether a Sigstore bundle proves what it claims. */
@FunctionalInterface
public interface AttestationVerifier {
  /** What a bundle is worth. */
  sealed interface Verdict {
    /**
     * It holds.
     *
     * @param identity who signed it; null where that was a key
     */
    record Good(@Nullable Identity identity) implements Verdict {}

    /** It does not hold, or cannot be read. */
    record Bad(String why) implements Verdict {}
  }

  /**
   * Judges {@code bundle}.
   *
   * @param key the registry's, which has to have signed it; null where a certificate in the bundle
   *     stands for who did
   */
  Verdict verify(JsonNode bundle, @Nullable PublicKey key);
}
