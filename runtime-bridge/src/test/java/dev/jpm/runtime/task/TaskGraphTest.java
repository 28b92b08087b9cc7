package dev.jpm.runtime.task;

import static dev.jpm.runtime.task.TaskGraph.Order.NONE;
import static dev.jpm.runtime.task.TaskGraph.Order.SEQUENTIAL;
import static dev.jpm.runtime.task.TaskGraph.Order.TOPOLOGICAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.Manifest;
import dev.jpm.model.json.JsonText;
import dev.jpm.model.workspace.Member;
import dev.jpm.model.workspace.MemberGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TaskGraphTest {
  /** {@code "app: ui api"} reads: app depends on ui and api. */
  private static MemberGraph members(String... lines) {
    List<Member> members = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split(":\\s*", 2);
      String needs =
          Arrays.stream(parts[1].split(" ", -1))
              .filter(name -> !name.isEmpty())
              .map(name -> "\"" + name + "\": \"*\"")
              .collect(Collectors.joining(", "));
      members.add(
          new Member(
              parts[0],
              parts[0],
              new Manifest(JsonText.parseObject("{\"dependencies\": {" + needs + "}}", ""))));
    }
    return MemberGraph.of(members);
  }

  private static List<Task> tasks(String... texts) {
    return Arrays.stream(texts)
        .map(text -> text.split(" ", -1))
        .map(words -> new Task(words[0], words[1]))
        .toList();
  }

  /** What runs when each batch of tasks that are ready ends before the next is taken. */
  private static String batches(TaskGraph graph) {
    ReadyQueue queue = new ReadyQueue(graph);
    List<String> batches = new ArrayList<>();
    while (!queue.isEmpty()) {
      List<Task> batch = new ArrayList<>();
      for (Optional<Task> next = queue.next(); next.isPresent(); next = queue.next()) {
        batch.add(next.get());
      }
      batch.forEach(queue::ended);
      batches.add(batch.stream().map(Task::toString).collect(Collectors.joining(", ")));
    }
    return String.join(" | ", batches);
  }

  @Test
  void aScriptWaitsForTheSameOneInWhatItsPackageDependsOn() {
    MemberGraph members = members("app: ui api", "ui: base", "api: base", "base:", "tool:");

    assertThat(
            batches(
                TaskGraph.of(
                    tasks("app build", "ui build", "api build", "base build", "tool build"),
                    members,
                    TOPOLOGICAL)))
        .isEqualTo("base build, tool build | ui build, api build | app build");
  }

  @Test
  void packagesWithoutTheScriptAreSeenThrough() {
    MemberGraph members = members("app: ui", "ui: base", "base:");

    assertThat(batches(TaskGraph.of(tasks("app build", "base build"), members, TOPOLOGICAL)))
        .isEqualTo("base build | app build");
  }

  @Test
  void inParallelNothingWaits() {
    MemberGraph members = members("app: ui", "ui:");

    assertThat(batches(TaskGraph.of(tasks("app dev", "ui dev"), members, NONE)))
        .isEqualTo("app dev, ui dev");
  }

  @Test
  void inSequenceScriptsOfAPackageFollowEachOther() {
    MemberGraph members = members("app: ui", "ui:");

    assertThat(
            batches(
                TaskGraph.of(
                    tasks("app clean", "app build", "ui clean", "ui build"), members, SEQUENTIAL)))
        .isEqualTo("ui clean | app clean, ui build | app build");
  }

  @Test
  void packagesInACircleDoNotWaitForEachOtherButForTheRest() {
    MemberGraph members = members("a: b", "b: a c", "c:", "d: a");
    TaskGraph graph = TaskGraph.of(tasks("a x", "b x", "c x", "d x"), members, TOPOLOGICAL);

    assertThat(batches(graph)).isEqualTo("c x | a x, b x | d x");
    assertThat(graph.circles()).containsExactly(new LinkedHashSet<>(Set.of("a", "b")));
  }

  @Test
  void resumingLeavesOutWhatLiesBelow() {
    MemberGraph members = members("app: ui", "ui: base", "base:", "tool:", "side: tool");
    TaskGraph graph =
        TaskGraph.of(tasks("app x", "ui x", "base x", "tool x", "side x"), members, TOPOLOGICAL);

    assertThat(batches(graph.from("ui"))).isEqualTo("ui x, side x | app x");
  }

  @Test
  void abandonedTasksAreNotHandedOut() {
    ReadyQueue queue =
        new ReadyQueue(TaskGraph.of(tasks("a x", "b x"), members("a:", "b: a"), TOPOLOGICAL));
    Task first = queue.next().orElseThrow();

    assertThat(queue.abandon()).extracting(Task::toString).containsExactly("b x");
    queue.ended(first);
    assertThat(queue.next()).isEmpty();
    assertThat(queue.isEmpty()).isTrue();
  }
}
