package dev.jpm.linker;

import dev.jpm.cache.StoredPackage;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import java.util.Set;

/** Where the linker gets packages from. Called from many virtual threads at once. */
@FunctionalInterface
public interface PackageSource {
  /**
   * The unpacked package for {@code node}. May block while it is still on its way; should end early
   * when its thread is interrupted. Throws JpmException where it cannot be had.
   */
  StoredPackage await(PackageNode node);

  /**
   * What goes with an optional package that could not be had or built: every location that nothing
   * else needs, its own included.
   */
  default Set<Location> optionalSet(PackageNode node) {
    return Set.of(node.location());
  }
}
