package dev.jpm.resolver.graph;

import java.util.Objects;
import java.util.Set;

/** Whether one node is as good as another. */
final class Sameness {
  private Sameness() {}

  static boolean matches(GraphNode one, GraphNode other) {
    if (one == other) {
      return true;
    }
    if (!one.name().equals(other.name())) {
      return false;
    }
    if (one.isLink()) {
      GraphNode target = one.target();
      GraphNode otherTarget = other.isLink() ? other.target() : null;
      return target != null && otherTarget != null && matches(target, otherTarget);
    }
    if (one.isProjectRoot() && other.isProjectRoot()) {
      return one.path().equals(other.path());
    }
    if (one.integrity() != null && other.integrity() != null) {
      return one.integrity().value().equals(other.integrity().value());
    }
    if (one.resolved() != null && (other.resolved() != null || other.isLink())) {
      // A link resolves to a place on disk.
      return one.resolved().equals(other.resolved());
    }
    return one.packageName() != null
        && one.packageName().equals(other.packageName())
        && !one.versionText().isEmpty()
        && one.versionText().equals(other.versionText());
  }

  static boolean canReplace(GraphNode fresh, GraphNode old, Set<String> ignoredPeers) {
    if (!fresh.name().equals(old.name())
        || !Objects.equals(fresh.packageName(), old.packageName())
        || (old.hasDependencies() && !sameRules(fresh, old))) {
      return false;
    }
    Set<GraphNode> own = null;
    for (GraphEdge edge : old.edgesIn()) {
      GraphNode from = edge.depender();
      boolean replacedToo =
          !old.isTop()
              && edge.isPeer()
              && from.parent() == old.parent()
              && ignoredPeers.contains(from.name());
      if (replacedToo || edge.satisfiedBy(fresh)) {
        continue;
      }
      if (own == null) {
        own = DepSets.gather(Set.of(old), e -> e.to() != old && e.isValid());
      }
      if (!own.contains(from)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameRules(GraphNode fresh, GraphNode old) {
    OverrideSet rules = fresh.overrides();
    return rules == null ? old.overrides() == null : rules.isEqual(old.overrides());
  }
}
