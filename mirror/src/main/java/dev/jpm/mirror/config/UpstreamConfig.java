package dev.jpm.mirror.config;

import dev.jpm.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another registry.
 *
 * @param url with a final slash
 * @param packages globs of the names that it is asked for
 * @param token which the mirror shows it, and nobody else
 * @param timeout its longest silence
 */
public record UpstreamConfig(
    String name,
    URI url,
    List<String> packages,
    @Nullable Secret token,
    Lifetimes lifetimes,
    Duration timeout) {
  public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

  public UpstreamConfig {
    packages = List.copyOf(packages);
  }

  /**
   * For how long an answer holds.
   *
   * @param fresh how long it is not asked again
   * @param whileRevalidating how long beyond that it is still given at once, while the upstream is
   *     asked beside it
   * @param missing how long it holds that there is no such package
   */
  public record Lifetimes(Duration fresh, Duration whileRevalidating, Duration missing) {
    public static final Lifetimes USUAL =
        new Lifetimes(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(1));
  }

  /** The registry at {@code url}, for all packages. */
  public static UpstreamConfig of(String name, URI url) {
    return new UpstreamConfig(name, url, List.of("**"), null, Lifetimes.USUAL, USUAL_TIMEOUT);
  }
}
