package dev.jpm.lockfile.foreign;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Specs of Yarn 2 and later that patch a package. */
final class YarnPatch {
  static final String PROTOCOL = "patch:";

  private YarnPatch() {}

  /** What it is upon: {@code patch:name@npm%3Arange#patch} is of {@code npm:range}. */
  static String base(String patch) {
    String inner = patch.substring(PROTOCOL.length()).replaceFirst("#.*", "");
    return NameAndRest.of(inner)
        .map(base -> URLDecoder.decode(base.rest().replace("+", "%2B"), StandardCharsets.UTF_8))
        .orElse(inner);
  }
}
