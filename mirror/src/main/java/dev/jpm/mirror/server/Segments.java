package dev.jpm.mirror.server;

import dev.jpm.mirror.http.HttpProblem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a path as it was sent. A scoped name is one segment, whether its slash was encoded or not.
 */
final class Segments {
  private Segments() {}

  static List<String> of(String rawPath) {
    List<String> segments = new ArrayList<>();
    for (String raw : rawPath.split("/", -1)) {
      String segment = decode(raw);
      String last = segments.isEmpty() ? "" : segments.getLast();
      if (segment.isEmpty()) {
        continue;
      }
      if (last.startsWith("@") && last.indexOf('/') < 0) {
        segments.set(segments.size() - 1, last + "/" + segment);
      } else {
        segments.add(segment);
      }
    }
    return List.copyOf(segments);
  }

  private static String decode(String raw) {
    try {
      // A plus sign is itself in a path.
      return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest("the path is not encoded as paths are");
    }
  }
}
