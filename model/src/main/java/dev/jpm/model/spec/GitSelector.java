package dev.jpm.model.spec;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import org.jspecify.annotations.Nullable;

/** What stands behind the {@code #} of a git spec: {@code main}, {@code semver:^1::path:sub}. */
record GitSelector(
    @Nullable String committish, @Nullable String range, @Nullable String subdirectory) {

  /** Unknown keys are passed over, as npm does. */
  static GitSelector parse(@Nullable String hash) {
    String committish = null;
    String range = null;
    String subdirectory = null;
    if (hash == null || hash.isEmpty()) {
      return new GitSelector(null, null, null);
    }
    for (String part : hash.split("::", -1)) {
      int colon = part.indexOf(':');
      String value = colon < 0 ? part : valueOf(part, colon);
      switch (colon < 0 ? "" : part.substring(0, colon)) {
        case "" -> {
          refuseSecond(range, "existing semver range with a committish");
          refuseSecond(committish, "existing committish with a second committish");
          committish = value;
        }
        case "semver" -> {
          refuseSecond(committish, "existing committish with a semver range");
          refuseSecond(range, "existing semver range with a second semver range");
          String decoded = Percent.decodeComponent(value);
          range = decoded == null ? value : decoded;
        }
        case "path" -> {
          refuseSecond(subdirectory, "existing path with a second path");
          subdirectory = "/" + value;
        }
        default -> {}
      }
    }
    return new GitSelector(committish, range, subdirectory);
  }

  /** Up to a further colon, which npm cuts off. */
  private static String valueOf(String part, int colon) {
    int next = part.indexOf(':', colon + 1);
    return part.substring(colon + 1, next < 0 ? part.length() : next);
  }

  private static void refuseSecond(@Nullable String known, String what) {
    if (known != null && !known.isEmpty()) {
      throw JpmException.of(ErrorCode.EUSAGE, "cannot override " + what);
    }
  }
}
