package dev.jpm.model.tree;

import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A dependency tree at rest: every node by its location. Immutable; the order of nodes is the order
 * they were given in. The virtual tree (from a lockfile), the actual tree (from disk) and the ideal
 * tree (from the resolver) are all of this shape.
 */
public final class Tree {
  private final PackageNode root;
  private final SequencedMap<Location, Node> nodes;

  private Tree(PackageNode root, SequencedMap<Location, Node> nodes) {
    this.root = root;
    this.nodes = nodes;
  }

  /** A tree of these nodes; one of them must stand at {@link Location#ROOT}. */
  public static Tree of(Collection<? extends Node> nodes) {
    LinkedHashMap<Location, Node> byLocation = new LinkedHashMap<>(nodes.size() * 2);
    for (Node node : nodes) {
      byLocation.put(node.location(), node);
    }
    if (byLocation.get(Location.ROOT) instanceof PackageNode root) {
      return new Tree(root, Collections.unmodifiableSequencedMap(byLocation));
    }
    throw new IllegalArgumentException("a tree needs a package at its root");
  }

  public PackageNode root() {
    return root;
  }

  /** All nodes by location, in the tree's order. */
  public SequencedMap<Location, Node> nodes() {
    return nodes;
  }

  /** The node at {@code location}, or null where nothing stands. */
  public @Nullable Node at(Location location) {
    return nodes.get(location);
  }

  /** The package at {@code location}, through a link where there is one; null where none is. */
  public @Nullable PackageNode packageAt(Location location) {
    Node node = nodes.get(location);
    return switch (node) {
      case PackageNode here -> here;
      case LinkNode link -> nodes.get(link.target()) instanceof PackageNode there ? there : null;
      case null -> null;
    };
  }

  /**
   * What {@code require(name)} finds from the package at {@code from}: the nearest node of that
   * folder name in its own node_modules or in one above it; null where none is. For a package
   * outside node_modules (a workspace, a target inside the project) the folders above it count too;
   * from outside the project nothing inside it is found.
   */
  public @Nullable Node resolve(Location from, String name) {
    Location place = from;
    while (place != null) {
      Node found = nodes.get(place.child(name));
      if (found != null) {
        return found;
      }
      place = above(place);
    }
    return null;
  }

  private static @Nullable Location above(Location place) {
    if (place.isRoot()) {
      return null;
    }
    if (place.isInNodeModules()) {
      return place.holder();
    }
    String path = place.value();
    int slash = path.lastIndexOf('/');
    if (slash >= 0) {
      return path.endsWith("/..") ? null : new Location(path.substring(0, slash));
    }
    return path.equals("..") ? null : Location.ROOT;
  }
}
