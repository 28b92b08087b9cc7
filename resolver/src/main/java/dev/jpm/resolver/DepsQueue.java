package dev.jpm.resolver;

import dev.jpm.model.LocaleOrder;
import dev.jpm.model.Order;
import dev.jpm.resolver.graph.GraphNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The nodes whose dependencies are still to be looked at: shallow ones first, because they decide
 * what deeper ones find, then by path, so that every resolution goes the same way. A node that was
 * moved or taken out while it waits finds its new place as soon as another is added.
 */
final class DepsQueue {
  private static final Comparator<Entry> ORDER =
      Order.then(
          Order.then(Order.byNumber(Entry::depth), Order.by(Entry::path, LocaleOrder.ENGLISH)),
          Order.by(Entry::turn));

  private final PriorityQueue<Entry> entries = new PriorityQueue<>(ORDER);
  private final Set<GraphNode> waiting = new HashSet<>();
  private long turn;
  private boolean grown;

  /** A node and where it stood when the queue was put in order. */
  private record Entry(GraphNode node, int depth, String path, long turn) {
    static Entry of(GraphNode node, long turn) {
      return new Entry(node, node.depth(), node.path(), turn);
    }

    boolean isStale() {
      return depth != node.depth() || !path.equals(node.path());
    }
  }

  /** Adds a node unless it waits already. */
  void push(GraphNode node) {
    if (waiting.add(node)) {
      entries.add(Entry.of(node, turn++));
      grown = true;
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The next node, or null. */
  @Nullable GraphNode pop() {
    if (grown) {
      renew();
    }
    Entry entry = entries.poll();
    if (entry == null) {
      return null;
    }
    waiting.remove(entry.node());
    return entry.node();
  }

  private void renew() {
    grown = false;
    List<Entry> stale = entries.stream().filter(Entry::isStale).toList();
    if (!stale.isEmpty()) {
      entries.removeAll(Set.copyOf(stale));
      stale.forEach(entry -> entries.add(Entry.of(entry.node(), entry.turn())));
    }
  }
}
