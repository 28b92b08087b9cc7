package dev.jpm.lockfile.foreign;

import java.util.ArrayList;
import java.util.List;

/**
 * A rule by which a dependency gets something else than what is asked for: an entry of Yarn's
 * {@code resolutions}, or of the {@code overrides} of pnpm and Bun.
 *
 * @param path the packages below which it holds, outermost first, and last the one it is about;
 *     each with the range it is limited to, empty for none
 * @param value what is to be taken, as it is written
 */
record ForeignRule(List<NameAndRest> path, String value) {
  ForeignRule {
    path = List.copyOf(path);
  }

  /** The package that it is about. */
  NameAndRest target() {
    return path.getLast();
  }

  /** {@code parent/name@npm:range} of Yarn 2 and later, {@code **}{@code /name} of Yarn 1. */
  static ForeignRule ofYarn(String key, String value) {
    List<NameAndRest> path = new ArrayList<>();
    String scope = "";
    for (String part : key.split("/", -1)) {
      if (part.startsWith("@") && scope.isEmpty()) {
        scope = part + "/";
      } else {
        if (!part.equals("**") && !part.isEmpty()) {
          path.add(limited(scope + part, "npm:"));
        }
        scope = "";
      }
    }
    return new ForeignRule(path, value);
  }

  /** {@code parent@range>name@range}; a sign that belongs to a range follows upon @, | or a gap. */
  static ForeignRule ofPnpm(String key, String value) {
    List<NameAndRest> path = new ArrayList<>();
    int start = 0;
    for (int at = 1; at < key.length(); at++) {
      if (key.charAt(at) == '>' && " |@".indexOf(key.charAt(at - 1)) < 0) {
        path.add(limited(key.substring(start, at), ""));
        start = at + 1;
      }
    }
    path.add(limited(key.substring(start), ""));
    return new ForeignRule(path, value);
  }

  private static NameAndRest limited(String text, String protocol) {
    NameAndRest found = NameAndRest.of(text).orElse(new NameAndRest(text, ""));
    return found.rest().startsWith(protocol)
        ? new NameAndRest(found.name(), found.rest().substring(protocol.length()))
        : found;
  }
}
