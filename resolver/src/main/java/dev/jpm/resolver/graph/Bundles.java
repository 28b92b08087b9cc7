package dev.jpm.resolver.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which package brings a node along in its tarball. */
final class Bundles {
  /** One node on the way, and how far its question has got. */
  private static final class Visit {
    final GraphNode node;
    final GraphNode parent;
    boolean parentAsked;
    @Nullable Iterator<GraphEdge> dependers;

    Visit(GraphNode node, GraphNode parent) {
      this.node = node;
      this.parent = parent;
    }
  }

  private final Deque<Visit> stack = new ArrayDeque<>();
  private final Set<GraphNode> seen = new HashSet<>();
  private @Nullable GraphNode answer;

  private Bundles() {}

  /**
   * The package that bundles {@code node}: an ancestor that names it, or that names something which
   * depends on it and found it no higher. Null where there is none.
   */
  static @Nullable GraphNode bundlerOf(GraphNode node) {
    Bundles question = new Bundles();
    question.ask(node);
    while (!question.stack.isEmpty()) {
      question.step(question.stack.element());
    }
    return question.answer;
  }

  /** Starts on a node; where the answer is plain, it is there at once. */
  private void ask(GraphNode node) {
    GraphNode parent = node.parent();
    answer = null;
    if (seen.add(node) && parent != null) {
      stack.push(new Visit(node, parent));
    }
  }

  private void step(Visit visit) {
    if (!visit.parentAsked) {
      visit.parentAsked = true;
      ask(visit.parent);
      return;
    }
    Iterator<GraphEdge> dependers = visit.dependers;
    if (dependers == null) {
      if (answer != null) {
        stack.pop();
        return;
      }
      if (visit.parent.info().bundled().contains(visit.node.name())) {
        finish(visit.parent);
        return;
      }
      dependers = List.copyOf(visit.node.edgesIn()).iterator();
      visit.dependers = dependers;
    } else if (answer == visit.parent) {
      finish(visit.parent);
      return;
    }
    if (dependers.hasNext()) {
      ask(dependers.next().depender());
    } else {
      finish(null);
    }
  }

  private void finish(@Nullable GraphNode found) {
    answer = found;
    stack.pop();
  }
}
