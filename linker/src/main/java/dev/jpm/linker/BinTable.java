package dev.jpm.linker;

import dev.jpm.model.Manifest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A package's bins as npm reads them: command name to file below the package folder. Names lose
 * their folders (and so their scope), files cannot leave the package, what is no text is dropped.
 */
public final class BinTable {
  private BinTable() {}

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

  /**
   * As {@link #of}, but where there is no {@code bin} every file below {@code directories.bin} is a
   * command, as npm has it for packages that it reads from a folder.
   *
   * @param files every file of the package, {@code /} between names
   */
  public static SequencedMap<String, String> withFolder(
      Manifest manifest, String packageName, Collection<String> files) {
    JsonNode folder = manifest.json().path("directories").path("bin");
    if (manifest.field("bin") != null || !folder.isString()) {
      return of(manifest, packageName);
    }
    String inside = insidePackage(folder.stringValue());
    String prefix = inside.isEmpty() ? "" : inside + "/";
    SequencedMap<String, String> table = new LinkedHashMap<>();
    for (String file : files) {
      if (file.startsWith(prefix) && !hasHiddenPart(file.substring(prefix.length()))) {
        put(table, baseName(file), file);
      }
    }
    return Collections.unmodifiableSequencedMap(table);
  }

  /** The folder that {@code directories.bin} names, where it stands in for {@code bin}. */
  static @Nullable String folderOf(Manifest manifest) {
    JsonNode folder = manifest.json().path("directories").path("bin");
    return manifest.field("bin") == null && folder.isString()
        ? insidePackage(folder.stringValue())
        : null;
  }

  private static void put(SequencedMap<String, String> table, String name, String file) {
    String command = insidePackage(baseName(name.replace('\\', '/').replace(':', '/')));
    String target = insidePackage(file);
    if (!command.isEmpty() && !target.isEmpty()) {
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

  private static boolean hasHiddenPart(String path) {
    return path.startsWith(".") || path.contains("/.");
  }
}
