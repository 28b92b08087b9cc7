package dev.jpm.audit.policy;

import dev.jpm.model.glob.Glob;
import dev.jpm.model.semver.Range;
import org.jspecify.annotations.Nullable;

/**
 * Which packages are meant: a name in which stars stand for anything up to a slash, and versions.
 *
 * @param text as written: {@code @corp/*}, {@code a@^1.2.0}
 * @param versions null for all
 */
public record PackagePattern(String text, Glob name, @Nullable Range versions) {

  /** The pattern in {@code text}; an IllegalArgumentException where its versions are none. */
  public static PackagePattern of(String text) {
    int at = text.indexOf('@', 1);
    if (at < 0) {
      return new PackagePattern(text, Glob.of(text), null);
    }
    Range versions =
        Range.tryParse(text.substring(at + 1))
            .orElseThrow(() -> new IllegalArgumentException("no versions: " + text));
    return new PackagePattern(
        text, Glob.of(text.substring(0, at)), versions.includingPrereleases());
  }

  /** Whether {@code other} in {@code version} is meant; without one only where all are. */
  public boolean matches(String other, @Nullable String version) {
    return name.matches(other)
        && (versions == null || (version != null && versions.accepts(version)));
  }
}
