package dev.jpm.audit.advisory;

import dev.jpm.resolver.graph.GraphNode;

/** What a project says of advisories. */
public interface Exemptions {
  /** Takes every advisory as it is. */
  Exemptions NONE = (_, _) -> false;

  /** Whether {@code advisory}, which is about {@code node}, is not to be told of it. */
  boolean covers(Advisory advisory, GraphNode node);

  /** The advisory, as bad as the project takes it. */
  default Advisory graded(Advisory advisory) {
    return advisory;
  }
}
