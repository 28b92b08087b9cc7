package dev.jpm.linker.virtual;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The strongly connected components of a graph, those that others need first (Tarjan's algorithm,
 * with a stack of its own as graphs may be deep).
 */
final class Components<T> {
  private static final class Visit<T> {
    final T vertex;
    final Iterator<T> next;
    final int index;
    int low;

    Visit(T vertex, Iterator<T> next, int index) {
      this.vertex = vertex;
      this.next = next;
      this.index = index;
      this.low = index;
    }
  }

  private final Function<T, Collection<T>> successors;
  private final Map<T, Visit<T>> visits = new HashMap<>();
  private final Map<T, Boolean> open = new HashMap<>();
  private final Deque<T> stack = new ArrayDeque<>();
  private final List<List<T>> found = new ArrayList<>();

  private Components(Function<T, Collection<T>> successors) {
    this.successors = successors;
  }

  static <T> List<List<T>> of(Collection<T> vertices, Function<T, Collection<T>> successors) {
    Components<T> components = new Components<>(successors);
    for (T vertex : vertices) {
      if (!components.visits.containsKey(vertex)) {
        components.walk(vertex);
      }
    }
    return components.found;
  }

  private void walk(T start) {
    Deque<Visit<T>> path = new ArrayDeque<>();
    path.push(enter(start));
    while (!path.isEmpty()) {
      Visit<T> at = path.element();
      if (at.next.hasNext()) {
        T next = at.next.next();
        Visit<T> seen = visits.get(next);
        if (seen == null) {
          path.push(enter(next));
        } else if (open.containsKey(next)) {
          at.low = Math.min(at.low, seen.index);
        }
      } else {
        path.pop();
        if (at.low == at.index) {
          close(at.vertex);
        }
        Visit<T> above = path.peek();
        if (above != null) {
          above.low = Math.min(above.low, at.low);
        }
      }
    }
  }

  private Visit<T> enter(T vertex) {
    Visit<T> visit = new Visit<>(vertex, successors.apply(vertex).iterator(), visits.size());
    visits.put(vertex, visit);
    stack.push(vertex);
    open.put(vertex, true);
    return visit;
  }

  private void close(T root) {
    List<T> component = new ArrayList<>();
    T member;
    do {
      member = stack.pop();
      open.remove(member);
      component.add(member);
    } while (!member.equals(root));
    found.add(component);
  }
}
