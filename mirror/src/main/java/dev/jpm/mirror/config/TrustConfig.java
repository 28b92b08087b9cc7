package dev.jpm.mirror.config;

import dev.jpm.mirror.key.BundleKey;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is believed about what is published.
 *
 * @param root of those who vouch for provenance, in Sigstore's format; null for Sigstore's public
 *     instance
 * @param issuers of tokens for those who publish without a password
 * @param bundleKeys of which one must have signed a bundle that is taken in; where there is none,
 *     it need not be signed
 */
public record TrustConfig(
    @Nullable Path root, List<OidcIssuer> issuers, List<BundleKey> bundleKeys) {
  public static final TrustConfig USUAL = new TrustConfig(null, List.of(), List.of());

  public TrustConfig {
    issuers = List.copyOf(issuers);
    bundleKeys = List.copyOf(bundleKeys);
  }
}
