package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.terminal.Level;
import dev.jpm.cli.terminal.ScriptLines;
import dev.jpm.config.Settings;
import dev.jpm.model.Closeness;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.workspace.Member;
import dev.jpm.runtime.RunningScripts;
import dev.jpm.runtime.task.ScriptNames;
import dev.jpm.runtime.task.Task;
import dev.jpm.runtime.task.TaskGraph;
import dev.jpm.runtime.task.TaskGraph.Order;
import dev.jpm.runtime.task.TaskResult;
import dev.jpm.runtime.task.TaskResult.Outcome;
import dev.jpm.runtime.task.TaskRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Several scripts in one call: of one package, of several, or both. */
final class RunTasks {
  private static final int USUALLY_AT_ONCE = 4;

  /** As shells tell that a program died of a pipe that nobody reads. */
  private static final int UNREAD = 141;

  private final Invocation call;
  private final Settings settings;
  private final CallScripts scripts;
  private final RunWords words;

  RunTasks(Invocation call, CallScripts scripts, RunWords words) {
    this.call = call;
    this.settings = call.settings();
    this.scripts = scripts;
    this.words = words;
  }

  /** The exit code: that of the first task that failed. */
  int run(RunningScripts group) throws InterruptedException {
    ChosenMembers chosen = ChosenMembers.of(call);
    Map<String, ScriptFolder> folders = new LinkedHashMap<>();
    chosen.members().forEach(member -> folders.put(member.path(), folder(member)));
    List<Task> tasks = tasks(folders);
    if (tasks.isEmpty()) {
      return nothing(chosen.members());
    }
    boolean many = folders.size() > 1;
    TaskGraph graph = resumed(TaskGraph.of(tasks, chosen.graph(), order(many)), chosen.members());
    graph
        .circles()
        .forEach(circle ->
            call.terminal()
                .log(
                    Level.WARN,
                    "",
                    "Workspaces depend on each other in a circle: " + String.join(", ", circle)));
    int atOnce = atOnce(many);
    boolean prefixed = settings.flag("stream") || (tasks.size() > 1 && atOnce > 1);
    ScriptLines lines =
        prefixed
            ? new ScriptLines(call.terminal(), settings.flag("aggregate-output"), group::end)
            : null;
    TaskWork work =
        new TaskWork(call, scripts, new KeptTasks(call, scripts, chosen.graph()), lines, many);
    List<TaskResult> results =
        new TaskRunner(
                task ->
                    work.run(
                        Objects.requireNonNull(folders.get(task.path())),
                        task,
                        words.arguments(),
                        group),
                group)
            .run(graph, atOnce, settings.flag("bail"));
    if (call.terminal().isUnread()) {
      return UNREAD;
    }
    if (results.size() > 1) {
      new TaskSummary(call.terminal(), many).tell(results);
    }
    return exitCode(results);
  }

  private ScriptFolder folder(Member member) {
    Path folder = call.project().localPrefix().resolve(member.path()).normalize();
    return new ScriptFolder(member.isRoot() ? "" : member.name(), folder, member.manifest());
  }

  private List<Task> tasks(Map<String, ScriptFolder> folders) {
    Set<Task> tasks = new LinkedHashSet<>();
    Set<String> met = new LinkedHashSet<>();
    folders.forEach((path, folder) -> {
      for (String word : words.scripts()) {
        for (String script : meant(word, folder)) {
          met.add(word);
          if (!isRunningAlready(folder, script)) {
            tasks.add(new Task(path, script));
          }
        }
      }
    });
    if (!settings.flag("if-present")) {
      words.scripts().stream()
          .filter(word -> !met.contains(word))
          .findFirst()
          .ifPresent(word -> refuse(word, folders));
    }
    return new ArrayList<>(tasks);
  }

  private List<String> meant(String word, ScriptFolder folder) {
    List<String> named = ScriptNames.meant(word, folder.manifest().scripts().sequencedKeySet());
    boolean standsIn =
        named.isEmpty() && !scripts.plan(folder, word, List.of(), true).steps().isEmpty();
    return standsIn ? List.of(word) : named;
  }

  /** A script that runs scripts by a pattern, or in all workspaces, does not mean itself. */
  private boolean isRunningAlready(ScriptFolder folder, String script) {
    Map<String, String> env = call.session().env();
    return (words.areMore() || !settings.isDefault("filter"))
        && script.equals(env.get("npm_lifecycle_event"))
        && folder.folder().resolve("package.json").toString().equals(env.get("npm_package_json"));
  }

  private void refuse(String word, Map<String, ScriptFolder> folders) {
    if (folders.size() == 1 && !ScriptNames.isPattern(word)) {
      scripts.plan(folders.values().iterator().next(), word, List.of(), false);
    }
    if (folders.isEmpty()) {
      return;
    }
    Set<String> known = new LinkedHashSet<>();
    folders.values().forEach(folder -> known.addAll(folder.manifest().scripts().keySet()));
    String sentence =
        folders.size() == 1
            ? "No script fits \"" + word + "\""
            : "None of the workspaces has a script \"" + word + "\"";
    throw JpmException.of(ErrorCode.ENOSCRIPT, sentence)
        .withHint(
            known.isEmpty()
                ? "There are no scripts"
                : "The scripts are: " + String.join(", ", Closeness.byDistance(word, known)));
  }

  private int nothing(List<Member> members) {
    if (!members.isEmpty()) {
      call.terminal().log(Level.NOTICE, "", "There is nothing to run");
    }
    return 0;
  }

  private Order order(boolean many) {
    if (settings.flag("sequential")) {
      return Order.SEQUENTIAL;
    }
    return RunWords.isParallel(settings) || !many ? Order.NONE : Order.TOPOLOGICAL;
  }

  private TaskGraph resumed(TaskGraph graph, List<Member> members) {
    String from = settings.text("resume-from");
    if (from.isEmpty()) {
      return graph;
    }
    return members.stream()
        .filter(member -> member.name().equals(from) || member.shownPath().equals(from))
        .findFirst()
        .map(member -> graph.from(member.path()))
        .orElseThrow(() ->
            JpmException.of(
                    ErrorCode.ENOWORKSPACES, "No workspaces found:\n  --resume-from=" + from)
                .withHint(
                    "The workspaces are: "
                        + String.join(
                            ", ",
                            Closeness.byDistance(
                                from, members.stream().map(Member::name).toList()))));
  }

  private int atOnce(boolean many) {
    int processors = Runtime.getRuntime().availableProcessors();
    if (!settings.isDefault("workspace-concurrency")) {
      int asked = settings.count("workspace-concurrency");
      return asked > 0 ? asked : Math.max(1, processors + asked);
    }
    if (settings.flag("sequential") && !many) {
      return 1;
    }
    boolean unlimited = order(many) == Order.NONE;
    return unlimited ? Integer.MAX_VALUE : Math.min(USUALLY_AT_ONCE, processors);
  }

  private static int exitCode(List<TaskResult> results) {
    int stopped = 0;
    for (TaskResult result : results) {
      if (result.isFailure()) {
        return result.code();
      }
      if (stopped == 0 && result.outcome() == Outcome.STOPPED) {
        stopped = result.code();
      }
    }
    return stopped;
  }
}
