package dev.jpm.audit.report;

import java.net.URI;
import java.net.URISyntaxException;

/** A path of a file as the relative URI that reports name it by. */
final class UriPath {
  private UriPath() {}

  static String of(String path) {
    try {
      // A first piece with a colon would be taken for a scheme.
      String relative = path.indexOf(':') > 0 ? "./" + path : path;
      return new URI(null, null, relative, null).getRawPath();
    } catch (URISyntaxException notAPath) {
      return path;
    }
  }
}
