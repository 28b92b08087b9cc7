package dev.jpm.resolver;

import dev.jpm.model.semver.Version;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Shipped;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells nodes that can go because all who use them would be served by one further up. */
final class Superfluous {
  private Superfluous() {}

  static boolean is(GraphNode node, boolean preferDedupe, boolean explicit) {
    GraphNode holder = node.resolveParent();
    GraphNode above = holder == null ? null : holder.resolveParent();
    if (above == null || Shipped.inDepBundle(node) || Shipped.inShrinkwrap(node)) {
      return false;
    }
    if (node.edgesIn().isEmpty()) {
      return true;
    }
    GraphNode other = above.find(node.name());
    if (other == null) {
      return false;
    }
    if (other.matches(node)) {
      return true;
    }
    if (!other.canReplace(node, Set.of())) {
      return false;
    }
    Version mine = node.version();
    Version theirs = other.version();
    int order = compare(theirs, mine);
    return preferDedupe || order == 0 || (order > 0 && !node.isOverridden()) || explicit;
  }

  private static int compare(@Nullable Version one, @Nullable Version other) {
    return one == null || other == null ? -1 : one.compareTo(other);
  }
}
