package dev.jpm.mirror.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who is believed about what is published.
 *
 * @param root of those who vouch for provenance, in Sigstore's format; null for Sigstore's public
 *     instance
 */
public record TrustConfig(@Nullable Path root) {
  public static final TrustConfig USUAL = new TrustConfig(null);
}
