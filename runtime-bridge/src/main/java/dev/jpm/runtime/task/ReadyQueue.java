package dev.jpm.runtime.task;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hands out tasks as soon as nothing that they wait for is left to do, first come first. Pure but
 * for what it remembers; for one thread at a time.
 */
public final class ReadyQueue {
  private final Map<Task, Set<Task>> waiting = new LinkedHashMap<>();
  private final Set<Task> running = new LinkedHashSet<>();

  public ReadyQueue(TaskGraph graph) {
    graph.needs().forEach((task, needs) -> waiting.put(task, new LinkedHashSet<>(needs)));
  }

  /** The next task to begin; empty where each that is left waits for one that runs. */
  public Optional<Task> next() {
    for (Map.Entry<Task, Set<Task>> entry : waiting.entrySet()) {
      if (entry.getValue().isEmpty()) {
        Task task = entry.getKey();
        waiting.remove(task);
        running.add(task);
        return Optional.of(task);
      }
    }
    return Optional.empty();
  }

  /** A task that was handed out has ended, well or not: what waited for it waits no more. */
  public void ended(Task task) {
    if (!running.remove(task)) {
      throw new IllegalArgumentException(task + " was not running");
    }
    waiting.values().forEach(needs -> needs.remove(task));
  }

  /** Whether there is nothing left to hand out. */
  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Gives up what was not begun, and tells it. */
  public List<Task> abandon() {
    List<Task> left = List.copyOf(waiting.keySet());
    waiting.clear();
    return left;
  }
}
