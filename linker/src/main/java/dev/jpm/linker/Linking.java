package dev.jpm.linker;

import dev.jpm.model.tree.Location;
import java.util.Set;

/**
 * Puts what was decided on disk, all or nothing: {@link #link()}, {@link #linkBins()}, {@link
 * #commit()}; {@link #rollback()} at any point before the commit brings everything back.
 */
public sealed interface Linking permits Reify, LinkedReify {
  /** Puts packages and links in place. Where it throws, everything is as before. */
  void link();

  /** Makes the commands of what is new available. */
  void linkBins();

  /** Takes optional places out again that could not be built: they are gone after the commit. */
  void drop(Set<Location> locations);

  /** What was dropped so far, by this class or by its user. */
  Set<Location> dropped();

  /** Forgets the old state. */
  void commit();

  /** Brings everything back as it was. Nothing to do after a commit or a second time. */
  void rollback();
}
