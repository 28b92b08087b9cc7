package dev.jpm.lockfile.foreign;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a package stands in Bun's lockfile: a path of names, from the outermost on.
 *
 * @param names empty for the project
 */
public record BunPlace(List<String> names) {
  public BunPlace {
    names = List.copyOf(names);
  }

  /** The place in {@code path}: {@code @scope/a/b} is {@code @scope/a} and {@code b}. */
  public static BunPlace of(String path) {
    List<String> names = new ArrayList<>();
    String scope = "";
    for (String part : path.isEmpty() ? new String[0] : path.split("/", -1)) {
      if (part.startsWith("@") && scope.isEmpty()) {
        scope = part + "/";
      } else {
        names.add(scope + part);
        scope = "";
      }
    }
    return new BunPlace(names);
  }

  /** Where {@code name} is looked for from here: in this place, then further and further out. */
  public List<String> lookups(String name) {
    List<String> keys = new ArrayList<>();
    for (int depth = names.size(); depth >= 0; depth--) {
      String prefix = String.join("/", names.subList(0, depth));
      keys.add(prefix.isEmpty() ? name : prefix + "/" + name);
    }
    return keys;
  }
}
