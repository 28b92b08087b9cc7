package dev.jpm.linker;

import dev.jpm.model.tree.Location;
import java.nio.file.Path;

/**
 * Where things of a project lie on disk.
 *
 * @param project the folder that holds node_modules: absolute and normalized; for global packages
 *     the folder above the global node_modules ({@code prefix/lib}, on Windows the prefix itself)
 * @param global whether packages directly in node_modules are installed for the whole machine, so
 *     that their bins stand beside and not inside
 * @param windows whether bins are shims instead of links
 */
public record Layout(Path project, boolean global, boolean windows) {
  public Layout {
    project = project.toAbsolutePath().normalize();
  }

  /** The layout of a project folder on the system that runs. */
  public static Layout of(Path project) {
    return new Layout(project, false, isWindows(project));
  }

  /** The layout of global packages below {@code prefix} on the system that runs. */
  public static Layout global(Path prefix) {
    boolean windows = isWindows(prefix);
    return new Layout(windows ? prefix : prefix.resolve("lib"), true, windows);
  }

  public Path folder(Location location) {
    return location.isRoot() ? project : project.resolve(location.value()).normalize();
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

  private static boolean isWindows(Path path) {
    return path.getFileSystem().getSeparator().equals("\\");
  }
}
