package dev.jpm.linker;

import dev.jpm.fs.Presence;
import dev.jpm.linker.virtual.PackageMap;
import dev.jpm.model.NodePackageMap;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * The package map of a project as a file. Addresses in it are those that Node.js comes to when it
 * has followed all links, and end without a slash, as it compares them with the paths of files.
 */
final class MapFile {
  private final Layout layout;
  private final Path project;
  private final String store;

  /**
   * @param store the folder of the virtual store
   */
  MapFile(Layout layout, Path store) {
    this.layout = layout;
    this.project = real(layout.project());
    this.store = address(real(store));
  }

  /** Whether the project's packages were last put into a map, by jpm and by no other tool since. */
  static boolean isIn(Layout layout) {
    byte[] head = NodePackageMap.HEAD.getBytes(StandardCharsets.UTF_8);
    try (InputStream in = Files.newInputStream(layout.packageMap())) {
      return Arrays.equals(in.readNBytes(head.length), head)
          && !Presence.at(layout.hiddenLockfile());
    } catch (IOException e) {
      return false;
    }
  }

  /** The map of {@code tree}, which is what is to be on disk. */
  PackageMap of(Tree tree, Map<Location, String> paths) {
    return PackageMap.of(tree, paths, store, this::address);
  }

  /** Whether a map that was made before leads to this store. */
  boolean fits(PackageMap known) {
    return known.store().equals(store);
  }

  String text(PackageMap map) {
    return map.text(address(Location.ROOT));
  }

  /** From the map's folder where the project may move with it. */
  private String address(Location place) {
    Path folder = real(layout.folder(place));
    String address = address(folder);
    Path above = project.getParent();
    if (above == null || !folder.startsWith(project)) {
      return address;
    }
    return "../.."
        + address.substring(address(above).length() - (above.getParent() == null ? 1 : 0));
  }

  private static String address(Path folder) {
    URI uri = folder.toUri();
    String text = "file://" + uri.getRawPath();
    return text.endsWith("/") && text.length() > "file:///".length()
        ? text.substring(0, text.length() - 1)
        : text;
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException missing) {
      return folder.toAbsolutePath().normalize();
    }
  }
}
