package dev.jpm.cli.registry;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A text as one part of a URL: of its path, or a value of its query. */
final class UrlPart {
  private UrlPart() {}

  static String of(String text) {
    // A plus sign means a space in forms only.
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
