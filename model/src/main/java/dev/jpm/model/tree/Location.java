package dev.jpm.model.tree;

import dev.jpm.model.PackageName;

/**
 * A place in the project as the lockfile names it: a path with {@code /} from the project root,
 * {@code ""} for the root itself, {@code node_modules/a/node_modules/@s/b} for a package, {@code
 * packages/c} for a workspace, {@code ../d} for a link target outside.
 */
public record Location(String value) implements Comparable<Location> {
  public static final Location ROOT = new Location("");

  private static final String NODE_MODULES = "node_modules/";

  public boolean isRoot() {
    return value.isEmpty();
  }

  /** Where {@code name} lies when it stands in this place's own node_modules folder. */
  public Location child(PackageName name) {
    return child(name.value());
  }

  /** As {@link #child(PackageName)}, for a folder name as it stands on disk. */
  public Location child(String folderName) {
    return new Location(
        isRoot() ? NODE_MODULES + folderName : value + "/" + NODE_MODULES + folderName);
  }

  /** Whether this is a slot in some node_modules folder, and not a root, workspace or target. */
  public boolean isInNodeModules() {
    int at = lastNodeModules();
    if (at < 0) {
      return false;
    }
    int name = at + NODE_MODULES.length();
    int slash = value.indexOf('/', name);
    return value.startsWith("@", name)
        ? slash > name && value.indexOf('/', slash + 1) < 0
        : slash < 0;
  }

  /**
   * The name of the folder as npm derives a package's name from it: what stands after the last
   * node_modules, or else the last segment, with the one before it where that is a scope.
   */
  public String folderName() {
    if (isInNodeModules()) {
      return value.substring(lastNodeModules() + NODE_MODULES.length());
    }
    int slash = value.lastIndexOf('/');
    int before = slash < 0 ? -1 : value.lastIndexOf('/', slash - 1);
    return value.startsWith("@", before + 1) && slash > 0
        ? value.substring(before + 1)
        : value.substring(slash + 1);
  }

  /** The place whose node_modules folder holds this one; only where {@link #isInNodeModules()}. */
  public Location holder() {
    int at = lastNodeModules();
    return at <= 0 ? ROOT : new Location(value.substring(0, at - 1));
  }

  @Override
  public int compareTo(Location other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private int lastNodeModules() {
    int at = value.lastIndexOf("/" + NODE_MODULES);
    if (at >= 0) {
      return at + 1;
    }
    return value.startsWith(NODE_MODULES) ? 0 : -1;
  }
}
