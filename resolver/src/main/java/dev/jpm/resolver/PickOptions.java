package dev.jpm.resolver;

import dev.jpm.model.Platform;
import dev.jpm.model.semver.Range;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What choosing a version depends on beside the packument and the spec.
 *
 * @param platform whose Node.js and npm the version's engines are held against
 * @param before versions published later are not taken; null: all are old enough. A version without
 *     a publish time counts as old enough
 * @param avoid versions to take only if there is nothing else; null: none
 * @param defaultTag the tag that decides where the spec leaves it open, usually {@code latest}
 */
public record PickOptions(
    Platform platform, @Nullable Instant before, @Nullable Range avoid, String defaultTag) {
  /** npm's defaults. */
  public static PickOptions on(Platform platform) {
    return new PickOptions(platform, null, null, "latest");
  }

  public PickOptions withBefore(@Nullable Instant instant) {
    return new PickOptions(platform, instant, avoid, defaultTag);
  }

  public PickOptions withAvoid(@Nullable Range range) {
    return new PickOptions(platform, before, range, defaultTag);
  }

  public PickOptions withDefaultTag(String tag) {
    return new PickOptions(platform, before, avoid, tag);
  }
}
