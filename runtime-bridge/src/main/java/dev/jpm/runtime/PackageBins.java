package dev.jpm.runtime;

import dev.jpm.model.Manifest;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A package's {@code bin} field as npm normalises it: command names without folders, targets that
 * cannot leave the package.
 */
final class PackageBins {
  private PackageBins() {}

  /** Target by command name, in the field's order; empty where there are none. */
  static SequencedMap<String, String> of(Manifest manifest) {
    JsonNode bin = manifest.field("bin");
    LinkedHashMap<String, String> bins = new LinkedHashMap<>();
    if (bin == null) {
      return Collections.emptyNavigableMap();
    }
    if (bin.isString()) {
      String name = manifest.name();
      if (name != null) {
        add(bins, name, bin.stringValue());
      }
    } else if (bin.isArray()) {
      for (JsonNode target : bin) {
        if (target.isString()) {
          add(bins, target.stringValue(), target.stringValue());
        }
      }
    } else if (bin.isObject()) {
      for (Map.Entry<String, JsonNode> entry : bin.properties()) {
        if (entry.getValue().isString()) {
          add(bins, entry.getKey(), entry.getValue().stringValue());
        }
      }
    }
    return Collections.unmodifiableSequencedMap(bins);
  }

  private static void add(Map<String, String> bins, String key, String value) {
    String name = lastSegment(inside(key.replace(':', '/')));
    String target = inside(value);
    if (name != null && target != null) {
      bins.put(name, target);
    }
  }

  /** The path as if the package were the root of the file system; null where nothing remains. */
  private static @Nullable String inside(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.replace('\\', '/').split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return segments.isEmpty() ? null : String.join("/", segments);
  }

  private static @Nullable String lastSegment(@Nullable String path) {
    return path == null ? null : path.substring(path.lastIndexOf('/') + 1);
  }
}
