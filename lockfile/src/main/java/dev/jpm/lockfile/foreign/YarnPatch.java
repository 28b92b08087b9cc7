package dev.jpm.lockfile.foreign;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Specs and locators of Yarn 2 and later that patch a package. */
public final class YarnPatch {
  static final String PROTOCOL = "patch:";

  private YarnPatch() {}

  /**
   * The package that {@code text} is a patch upon: {@code patch:name@npm%3Arange#patch} is upon
   * {@code name@npm:range}. Empty where it is no patch, or names no package.
   */
  public static Optional<NameAndRest> upon(String text) {
    return text.startsWith(PROTOCOL)
        ? NameAndRest.of(decoded(text.substring(PROTOCOL.length()).replaceFirst("#.*", "")))
        : Optional.empty();
  }

  /** What of {@link #upon} follows the name. */
  static String base(String patch) {
    return upon(patch)
        .map(NameAndRest::rest)
        .orElseGet(() -> patch.substring(PROTOCOL.length()).replaceFirst("#.*", ""));
  }

  /** Yarn's texts are encoded as parts of URLs; what is not is taken as it is. */
  public static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return part;
    }
  }
}
