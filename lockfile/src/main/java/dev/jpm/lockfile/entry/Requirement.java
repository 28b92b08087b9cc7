package dev.jpm.lockfile.entry;

import dev.jpm.model.tree.EdgeType;
import org.jspecify.annotations.Nullable;

/**
 * That something asks for a package.
 *
 * @param from an importer's folder, or an entry's key
 * @param importer whether {@code from} is the project or a workspace
 * @param to the key of the entry that meets it; null where the lockfile has none
 */
public record Requirement(
    String from,
    boolean importer,
    String name,
    String spec,
    EdgeType type,
    @Nullable String to,
    int line) {
  /** The same of something that is neither the project nor a workspace. */
  public Requirement ofPackage() {
    return new Requirement(from, false, name, spec, type, to, line);
  }
}
