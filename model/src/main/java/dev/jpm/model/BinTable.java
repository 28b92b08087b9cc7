package dev.jpm.model;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * A package's bins as npm reads them: command name to file below the package folder. Names lose
 * their folders (and so their scope), files cannot leave the package, what is no text or has a
 * character that no file's name can have is dropped.
 */
public final class BinTable {
  private BinTable() {}

  /** The bins of a manifest that names its package; a single text counts for nothing without. */
  public static SequencedMap<String, String> of(Manifest manifest) {
    String name = manifest.name();
    return of(manifest, name == null ? "" : name);
  }

  /**
   * The bins that {@code manifest} declares in {@code bin}; {@code packageName} names the command
   * where {@code bin} is a single text.
   */
  public static SequencedMap<String, String> of(Manifest manifest, String packageName) {
    JsonNode bin = manifest.field("bin");
    if (bin == null) {
      return Collections.emptyNavigableMap();
    }
    SequencedMap<String, String> table = new LinkedHashMap<>();
    if (bin.isString()) {
      put(table, packageName, bin.stringValue());
    } else if (bin.isArray()) {
      for (JsonNode item : bin) {
        if (item.isString()) {
          put(table, baseName(item.stringValue()), item.stringValue());
        }
      }
    } else if (bin.isObject()) {
      for (Map.Entry<String, JsonNode> entry : bin.properties()) {
        if (entry.getValue().isString()) {
          put(table, entry.getKey(), entry.getValue().stringValue());
        }
      }
    }
    return Collections.unmodifiableSequencedMap(table);
  }

  private static void put(SequencedMap<String, String> table, String name, String file) {
    String command = insidePackage(baseName(name.replace('\\', '/').replace(':', '/')));
    String target = insidePackage(file);
    boolean possible = command.indexOf('\0') < 0 && target.indexOf('\0') < 0;
    if (possible && !command.isEmpty() && !target.isEmpty()) {
      table.put(command, target);
    }
  }

  /** The last segment of a path with {@code /}, trailing ones aside. */
  private static String baseName(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }

  /** The path that {@code text} means when the package folder is the root of all. */
  private static String insidePackage(String text) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : text.replace('\\', '/').split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }
}
