package dev.jpm.model.workspace;

import dev.jpm.model.Manifest;

/**
 * One package of a project: a workspace, or the project itself.
 *
 * @param name that commands know it by; never empty for a workspace
 * @param path of its folder from the project's, with {@code /}; empty for the project itself
 */
public record Member(String name, String path, Manifest manifest) {
  public boolean isRoot() {
    return path.isEmpty();
  }

  /** The path as people write it. */
  public String shownPath() {
    return isRoot() ? "." : path;
  }
}
