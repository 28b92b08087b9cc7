package dev.jpm.runtime.task;

import dev.jpm.model.workspace.MemberGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks wait for which others. Free of cycles: where packages depend on each other in a
 * circle, none of them waits for another of it.
 *
 * @param needs what each task waits for, directly; in the order in which tasks are begun where that
 *     leaves a choice
 * @param circles the packages, by path, of each circle that was found
 */
public record TaskGraph(SequencedMap<Task, Set<Task>> needs, List<Set<String>> circles) {

  /** What decides whether a task waits. */
  public enum Order {
    /** Nothing: all may run at once. */
    NONE,
    /** A script waits for the same one in the packages that its own depends on. */
    TOPOLOGICAL,
    /** In a package each script waits for the one before it; else as {@link #TOPOLOGICAL}. */
    SEQUENTIAL
  }

  public TaskGraph {
    needs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(needs));
    circles = List.copyOf(circles);
  }

  /** The graph of {@code tasks}, each of a package that {@code members} knows. */
  public static TaskGraph of(List<Task> tasks, MemberGraph members, Order order) {
    Circles circles = Circles.in(members);
    SequencedMap<Task, Set<Task>> needs = new LinkedHashMap<>();
    Set<Task> all = new LinkedHashSet<>(tasks);
    Set<Set<String>> met = new LinkedHashSet<>();
    for (Task task : all) {
      Set<Task> waitsFor = new LinkedHashSet<>();
      if (order != Order.NONE) {
        circles.around(task.path()).ifPresent(met::add);
        for (String path : nearest(task, members, circles, all)) {
          waitsFor.add(new Task(path, task.script()));
        }
      }
      if (order == Order.SEQUENTIAL) {
        lastBefore(task, tasks).ifPresent(waitsFor::add);
      }
      needs.put(task, waitsFor);
    }
    return new TaskGraph(needs, List.copyOf(met));
  }

  /**
   * The graph without what comes before the package at {@code path}: tasks go by how many steps lie
   * under them, and those with fewer than its first task are taken for done.
   */
  public TaskGraph from(String path) {
    Map<Task, Integer> depths = new HashMap<>();
    needs.keySet().forEach(task -> depth(task, depths));
    int first =
        depths.entrySet().stream()
            .filter(entry -> entry.getKey().path().equals(path))
            .mapToInt(Map.Entry::getValue)
            .min()
            .orElse(0);
    Predicate<Task> isLeft = task -> depths.getOrDefault(task, 0) >= first;
    SequencedMap<Task, Set<Task>> left = new LinkedHashMap<>();
    needs.forEach((task, waitsFor) -> {
      if (isLeft.test(task)) {
        Set<Task> still = new LinkedHashSet<>(waitsFor);
        still.removeIf(isLeft.negate());
        left.put(task, still);
      }
    });
    return new TaskGraph(left, circles);
  }

  private int depth(Task task, Map<Task, Integer> known) {
    Integer before = known.get(task);
    if (before != null) {
      return before;
    }
    int depth = 0;
    for (Task other : needs.getOrDefault(task, Set.of())) {
      depth = Math.max(depth, depth(other, known) + 1);
    }
    known.put(task, depth);
    return depth;
  }

  /** Packages below the task's that have the script, seen through those that have not. */
  private static Set<String> nearest(
      Task task, MemberGraph members, Circles circles, Set<Task> all) {
    Set<String> found = new LinkedHashSet<>();
    Set<String> seen = new LinkedHashSet<>(Set.of(task.path()));
    List<String> open = new ArrayList<>(List.of(task.path()));
    while (!open.isEmpty()) {
      for (String next : members.dependenciesOf(open.removeLast())) {
        boolean sameCircle = circles.around(task.path()).map(c -> c.contains(next)).orElse(false);
        if (seen.add(next)) {
          if (!sameCircle && all.contains(new Task(next, task.script()))) {
            found.add(next);
          } else {
            open.add(next);
          }
        }
      }
    }
    return found;
  }

  private static Optional<Task> lastBefore(Task task, List<Task> tasks) {
    @Nullable Task last = null;
    for (Task other : tasks) {
      if (other.equals(task)) {
        break;
      }
      if (other.path().equals(task.path())) {
        last = other;
      }
    }
    return Optional.ofNullable(last);
  }
}
