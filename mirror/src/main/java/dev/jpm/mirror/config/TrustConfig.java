package dev.jpm.mirror.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is believed about what is published.
 *
 * @param root of those who vouch for provenance, in Sigstore's format; null for Sigstore's public
 *     instance
 * @param issuers of tokens for those who publish without a password
 */
public record TrustConfig(@Nullable Path root, List<OidcIssuer> issuers) {
  public static final TrustConfig USUAL = new TrustConfig(null, List.of());

  public TrustConfig {
    issuers = List.copyOf(issuers);
  }
}
