package dev.jpm.linker;

import dev.jpm.model.NodePackageMap;
import dev.jpm.model.tree.Location;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where things of a project lie on disk.
 *
 * @param project the folder that holds node_modules: absolute and normalized; for global packages
 *     the folder above the global node_modules ({@code prefix/lib}, on Windows the prefix itself)
 * @param global whether packages directly in node_modules are installed for the whole machine, so
 *     that their bins stand beside and not inside
 * @param windows whether bins are shims instead of links
 * @param elsewhere packages that do not lie where the tree has them: those of an isolated layout
 */
public record Layout(Path project, boolean global, boolean windows, Map<Location, Path> elsewhere) {
  public Layout {
    project = project.toAbsolutePath().normalize();
  }

  Layout(Path project, boolean global, boolean windows) {
    this(project, global, windows, Map.of());
  }

  /** The layout of a project folder on the system that runs. */
  public static Layout of(Path project) {
    return new Layout(project, false, isWindows(project), Map.of());
  }

  /** The layout of global packages below {@code prefix} on the system that runs. */
  public static Layout global(Path prefix) {
    boolean windows = isWindows(prefix);
    return new Layout(windows ? prefix : prefix.resolve("lib"), true, windows, Map.of());
  }

  /** Whether packages were last put into the project by links to the virtual store. */
  public boolean isLinked() {
    return !global && LinkedListing.isIn(this);
  }

  /** Whether that is so and Node.js finds them by a package map, without links. */
  public boolean isMapped() {
    return isLinked() && MapFile.isIn(this);
  }

  /** The same with packages where they lie now: in the virtual store, if it is linked to. */
  public Layout asInstalled() {
    LinkedListing listing = LinkedListing.read(this);
    return listing == null ? this : with(listing.folders());
  }

  Layout with(Map<Location, Path> folders) {
    return new Layout(project, global, windows, folders);
  }

  /** The folder of what stands at {@code location}. */
  public Path folder(Location location) {
    Path there = elsewhere.isEmpty() ? null : folderElsewhere(location);
    if (there != null) {
      return there;
    }
    return location.isRoot() ? project : project.resolve(location.value()).normalize();
  }

  /** What came in a package's tarball lies where that package lies. */
  private @Nullable Path folderElsewhere(Location location) {
    for (Location at = location; at.isInNodeModules(); at = at.holder()) {
      Path folder = elsewhere.get(at);
      if (folder != null) {
        String inside = location.value().substring(at.value().length());
        return inside.isEmpty() ? folder : folder.resolve(inside.substring(1));
      }
    }
    return null;
  }

  public Path nodeModules() {
    return project.resolve("node_modules");
  }

  /** The node_modules folder that {@code location} stands in. */
  Path nodeModulesOf(Location location) {
    return folder(location.holder()).resolve("node_modules");
  }

  /** Whether the package at {@code location} is a command of the whole machine. */
  boolean isGlobalTop(Location location) {
    return global && location.holder().isRoot();
  }

  /** Where the bins of the package at {@code location} stand. */
  Path binFolder(Location location) {
    if (!isGlobalTop(location)) {
      return nodeModulesOf(location).resolve(".bin");
    }
    return windows ? project : project.resolveSibling("bin");
  }

  /** Where manual pages of global packages stand. */
  Path manFolder() {
    return project.resolveSibling("share").resolve("man");
  }

  Path hiddenLockfile() {
    return nodeModules().resolve(".package-lock.json");
  }

  /** Tells of an isolated layout what is installed, in place of the hidden lockfile. */
  Path linkedListing() {
    return nodeModules().resolve(".jpm-linked");
  }

  /** Tells Node.js where packages are that nothing links to. */
  Path packageMap() {
    return nodeModules().resolve(NodePackageMap.FILE);
  }

  private static boolean isWindows(Path path) {
    return path.getFileSystem().getSeparator().equals("\\");
  }
}
