package dev.jpm.resolver;

import dev.jpm.model.Integrity;
import org.jspecify.annotations.Nullable;

/**
 * What another tool's lockfile chose, asked when a package has to be picked that is not in the tree
 * yet. Pure: the same question has the same answer.
 */
public interface VersionPreferences {
  /** Nothing is preferred: the newest that fits. */
  VersionPreferences NONE = (depender, name, spec) -> null;

  /**
   * What to take instead.
   *
   * @param spec for the same name, narrower than what was asked for: mostly one version
   * @param integrity what the tarball must be; null where that is not known
   */
  record Preferred(String spec, @Nullable Integrity integrity) {}

  /**
   * What to take for a dependency, or null to go by its own spec.
   *
   * @param depender "" for the project, a folder for a workspace or a linked folder, or {@code
   *     name@version}
   * @param name as the depender calls it
   * @param spec as asked for, overrides applied
   */
  @Nullable Preferred of(String depender, String name, String spec);
}
