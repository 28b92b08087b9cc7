package dev.jpm.runtime.task;

import dev.jpm.runtime.RunningScripts;
import dev.jpm.runtime.task.TaskResult.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Runs the tasks of a graph, each when its turn has come, several at a time. */
public final class TaskRunner {
  private final Work work;
  private final RunningScripts group;
  private final BlockingQueue<Ended> ends = new LinkedBlockingQueue<>();
  private @Nullable RuntimeException thrown;

  /** Does one task; called on a thread of its own. */
  public interface Work {
    End run(Task task);
  }

  /** How the work on a task ended. */
  public record End(int code, boolean restored) {}

  private record Ended(Task task, TaskResult result, @Nullable RuntimeException thrown) {}

  /**
   * @param group what {@code work} starts its scripts in
   */
  public TaskRunner(Work work, RunningScripts group) {
    this.work = work;
    this.group = group;
  }

  /**
   * Runs all of {@code graph}.
   *
   * @param atOnce how many run at the same time
   * @param bail whether the first failure ends the others
   * @return what came of each task, in the graph's order
   * @throws RuntimeException what work threw first, after the others have ended
   */
  public List<TaskResult> run(TaskGraph graph, int atOnce, boolean bail)
      throws InterruptedException {
    ReadyQueue queue = new ReadyQueue(graph);
    Map<Task, TaskResult> results = new LinkedHashMap<>();
    int running = 0;
    while (!queue.isEmpty() || running > 0) {
      if (group.isEnding()) {
        queue.abandon();
      }
      Optional<Task> next = running < atOnce ? queue.next() : Optional.empty();
      if (next.isPresent()) {
        begin(next.get());
        running++;
      } else if (running > 0) {
        Ended ended = ends.take();
        running--;
        queue.ended(ended.task());
        results.put(ended.task(), ended.result());
        note(ended, bail);
      }
    }
    if (thrown != null) {
      throw thrown;
    }
    return inOrder(graph, results);
  }

  private void note(Ended ended, boolean bail) {
    if (ended.thrown() != null && thrown == null) {
      thrown = ended.thrown();
    }
    if (thrown != null || (bail && ended.result().isFailure())) {
      group.end();
    }
  }

  private void begin(Task task) {
    Thread.ofVirtual().name(task.toString()).start(() -> ends.add(runNow(task)));
  }

  private Ended runNow(Task task) {
    long begun = System.nanoTime();
    try {
      End end = work.run(task);
      Outcome outcome =
          end.code() != 0
              ? group.isEnding() ? Outcome.STOPPED : Outcome.FAILED
              : end.restored() ? Outcome.RESTORED : Outcome.DONE;
      return new Ended(task, result(task, outcome, end.code(), begun), null);
    } catch (RuntimeException e) {
      return new Ended(task, result(task, Outcome.FAILED, 1, begun), e);
    }
  }

  private static TaskResult result(Task task, Outcome outcome, int code, long begun) {
    return new TaskResult(task, outcome, code, Duration.ofNanos(System.nanoTime() - begun));
  }

  private static List<TaskResult> inOrder(TaskGraph graph, Map<Task, TaskResult> results) {
    List<TaskResult> all = new ArrayList<>();
    for (Task task : graph.needs().keySet()) {
      TaskResult result = results.get(task);
      all.add(result == null ? new TaskResult(task, Outcome.NOT_RUN, 0, Duration.ZERO) : result);
    }
    return all;
  }
}
