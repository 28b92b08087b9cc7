package dev.jpm.model;

import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** npm's answers to whether a package may be used on a platform. */
public final class PlatformCheck {
  private PlatformCheck() {}

  /** Whether {@code os}, {@code cpu} and {@code libc} of the manifest admit {@code platform}. */
  public static boolean isSupported(Manifest manifest, Platform platform) {
    return admits(manifest.platformList("os"), platform.os(), manifest, "os")
        && admits(manifest.platformList("cpu"), platform.cpu(), manifest, "cpu")
        && admitsLibc(manifest, platform.libc());
  }

  /**
   * Whether {@code engines.node} and {@code engines.npm} admit the platform's versions; prereleases
   * count as ordinary versions, and a range that cannot be read admits nothing.
   */
  public static boolean isEngineSupported(Manifest manifest, Platform platform) {
    SequencedMap<String, String> engines = manifest.engines();
    return admitsVersion(engines.get("node"), platform.nodeVersion())
        && admitsVersion(engines.get("npm"), platform.npmVersion());
  }

  /** Whether a range of {@code engines} admits a version; nothing asked for admits all. */
  public static boolean admitsVersion(@Nullable String range, String version) {
    if (range == null || range.isEmpty() || version.isEmpty()) {
      return true;
    }
    Optional<Version> parsed = Version.tryParse(version);
    return parsed.isPresent()
        && Range.tryParseIncludingPrereleases(range)
            .map(asked -> asked.accepts(parsed.get()))
            .orElse(false);
  }

  /**
   * npm's rule for a list: {@code any} admits everything; {@code !x} refuses x; otherwise the value
   * must be listed, unless all entries are refusals.
   */
  public static boolean admits(List<String> list, String value) {
    if (list.size() == 1 && list.getFirst().equals("any")) {
      return true;
    }
    boolean match = false;
    int refusals = 0;
    for (String entry : list) {
      if (entry.startsWith("!")) {
        refusals++;
        if (value.equals(entry.substring(1))) {
          return false;
        }
      } else {
        match |= value.equals(entry);
      }
    }
    return match || refusals == list.size();
  }

  private static boolean admits(List<String> list, String value, Manifest manifest, String key) {
    return (list.isEmpty() && manifest.field(key) == null) || admits(list, value);
  }

  /** A package that asks for some libc is not for platforms where it is unknown. */
  private static boolean admitsLibc(Manifest manifest, @Nullable String libc) {
    List<String> asked = manifest.platformList("libc");
    if (asked.isEmpty()) {
      return true;
    }
    return libc != null && admits(asked, libc);
  }
}
