package dev.jpm.linker.virtual;

import dev.jpm.model.NodePackageMap;
import dev.jpm.model.json.JsonWriter;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * What Node.js is told of a tree whose packages lie in the virtual store: each with its folder and
 * with what it may see, which is what a link of its entry or its project would lead to. Pure.
 *
 * @param store the address of the virtual store
 * @param rest all that follows the address of the project, which alone is another one for every
 *     project
 */
public record PackageMap(String store, String rest) {
  private static final int ESTIMATED_PACKAGE_CHARS = 300;

  /**
   * That of {@code tree}, which holds what is to be on disk and nothing else.
   *
   * @param paths of entries by place
   * @param store the address of the virtual store, without a slash at the end
   * @param folder the address of a folder outside node_modules, from the map; without one either
   */
  public static PackageMap of(
      Tree tree, Map<Location, String> paths, String store, Function<Location, String> folder) {
    MapKeys keys = MapKeys.of(tree, paths, folder);
    StringBuilder text = new StringBuilder(keys.packages().size() * ESTIMATED_PACKAGE_CHARS);
    keys.packages()
        .forEach((key, node) -> {
          if (!node.location().isRoot()) {
            text.append(",\n").append(JsonWriter.quoted(key)).append(":{\"url\":");
            text.append(JsonWriter.quoted(address(keys, node, store, folder)));
          }
          add(text, keys.seenBy(key, node));
        });
    return new PackageMap(store, text.append("\n}}\n").toString());
  }

  private static String address(
      MapKeys keys, PackageNode node, String store, Function<Location, String> folder) {
    String below = keys.pathInStore(node);
    return below == null ? folder.apply(node.location()) : store + "/" + encoded(below);
  }

  /** Names of packages are plain; folders in a tarball may be called anything. */
  private static String encoded(String path) {
    return path.replace("%", "%25")
        .replace("?", "%3F")
        .replace("#", "%23")
        .replace("\\", "%5C")
        .replace(" ", "%20");
  }

  private static void add(StringBuilder text, SequencedMap<String, String> seen) {
    text.append(",\"dependencies\":{");
    String separator = "";
    for (Map.Entry<String, String> one : seen.entrySet()) {
      text.append(separator).append(JsonWriter.quoted(one.getKey()));
      text.append(':').append(JsonWriter.quoted(one.getValue()));
      separator = ",";
    }
    text.append("}}");
  }

  /**
   * The text of the file.
   *
   * @param project the address of the project's folder, from the map
   */
  public String text(String project) {
    return NodePackageMap.HEAD
        + "\"store\":"
        + JsonWriter.quoted(store)
        + ",\"packages\":{\n"
        + JsonWriter.quoted(MapKeys.PROJECT)
        + ":{\"url\":"
        + JsonWriter.quoted(project)
        + rest;
  }
}
