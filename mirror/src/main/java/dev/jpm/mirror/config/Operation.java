package dev.jpm.mirror.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a mirror is run.
 *
 * @param tls null for none
 * @param rate how much one address may ask; null for any number
 * @param auditLog where changes and refusals are told; null for nowhere
 */
public record Operation(
    @Nullable Tls tls, @Nullable Rate rate, @Nullable Path auditLog, Upkeep upkeep) {
  public static final Operation USUAL = new Operation(null, null, null, Upkeep.NONE);

  /** The certificate with those that vouch for it, and its key, as PEM. */
  public record Tls(Path certificate, Path key) {}

  /** So many requests in a time; as many at once, then one after the other. */
  public record Rate(int requests, Duration per) {}

  /**
   * What is given up of what was fetched, as it can be fetched again.
   *
   * @param every how often; null for only when told
   * @param unusedFor for how long nobody has asked for it; null for any time
   * @param size of all that is kept, in bytes; 0 for any
   */
  public record Upkeep(@Nullable Duration every, @Nullable Duration unusedFor, long size) {
    public static final Upkeep NONE = new Upkeep(null, null, 0);
  }
}
