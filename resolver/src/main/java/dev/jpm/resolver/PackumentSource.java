package dev.jpm.resolver;

import dev.jpm.model.PackageName;

/**
 * Where the resolver gets registry documents from. Blocking; asked again and again for the same
 * name during one resolution, so an adapter keeps answers for that long.
 */
public interface PackumentSource {
  /** The document about {@code name}; never null, and an exception only for a bug. */
  PackumentAnswer packument(PackageName name);

  /**
   * As much of the document as it takes to choose what {@code wanted} (a range, a tag, a version)
   * stands for: the choice is that from the whole one.
   */
  default PackumentAnswer packument(PackageName name, String wanted) {
    return packument(name);
  }

  /**
   * Tells that {@code name} will probably be asked for, wanted as {@code spec} (a range, a tag, a
   * version), so that it can be fetched meanwhile and what it depends on followed. Returns at once.
   */
  default void prefetch(PackageName name, String spec) {}
}
