package dev.jpm.cli.work;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.command.Command;
import dev.jpm.config.Settings;
import dev.jpm.model.Manifest;
import dev.jpm.model.workspace.Member;
import dev.jpm.runtime.RunningScripts;
import dev.jpm.runtime.task.TaskDeclaration;
import dev.jpm.runtime.watch.FileChanges;
import dev.jpm.runtime.watch.Watched;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code run} and the scripts that have a command of their own: start, stop, test, restart. */
public final class RunCommand implements Command {
  /** Settings that npm has not and that make tasks of scripts. */
  private static final List<String> OF_TASKS =
      List.of(
          "filter",
          "parallel",
          "sequential",
          "workspace-concurrency",
          "stream",
          "aggregate-output",
          "resume-from");

  private final @Nullable String event;

  private RunCommand(@Nullable String event) {
    this.event = event;
  }

  /** {@code run <script>}; without a script it lists them. */
  public static RunCommand run() {
    return new RunCommand(null);
  }

  /** The command that is named as the script it runs. */
  public static RunCommand of(String event) {
    return new RunCommand(event);
  }

  @Override
  public int run(Invocation call) throws InterruptedException {
    if (event == null && call.words().isEmpty()) {
      return new ScriptList(call).tell();
    }
    RunWords words = RunWords.of(call, event);
    try (Work work = Work.of(call)) {
      CallScripts scripts = new CallScripts(call, work);
      WatchLoop.Round round =
          isOfTasks(words, call)
              ? new RunTasks(call, scripts, words)::run
              : new RunInTurn(call, scripts, words)::run;
      if (!call.settings().flag("watch")) {
        return round.run(new RunningScripts());
      }
      try (FileChanges changes = FileChanges.in(watched(call, words))) {
        return new WatchLoop(call.terminal(), call.project().localPrefix(), changes).run(round);
      }
    }
  }

  private static boolean isOfTasks(RunWords words, Invocation call) {
    Settings settings = call.settings();
    return words.areMore()
        || RunWords.isParallel(settings)
        || OF_TASKS.stream().anyMatch(name -> !settings.isDefault(name))
        || (settings.flag("task-cache") && isDeclared(words.scripts().getFirst(), call));
  }

  /** Whether the project or a workspace that was asked for says what the script reads. */
  private static boolean isDeclared(String script, Invocation call) {
    Manifest root = ManifestFile.readOrEmpty(call.project().packageJson()).orElse(null);
    return root != null
        && (TaskDeclaration.of(root, root, script).isPresent()
            || ChosenWorkspaces.of(call).folders().values().stream()
                .flatMap(
                    folder -> ManifestFile.readOrEmpty(folder.resolve("package.json")).stream())
                .anyMatch(own -> TaskDeclaration.of(own, root, script).isPresent()));
  }

  /** The folders of the packages that scripts run in; what they declare to read, or all. */
  private static Map<Path, Watched> watched(Invocation call, RunWords words)
      throws InterruptedException {
    Manifest root = ManifestFile.read(call.project().packageJson());
    Map<Path, Watched> watched = new LinkedHashMap<>();
    for (Member member : ChosenMembers.of(call).members()) {
      List<TaskDeclaration> declared =
          words.scripts().stream()
              .flatMap(script -> TaskDeclaration.of(member.manifest(), root, script).stream())
              .toList();
      boolean all = declared.size() < words.scripts().size();
      watched.put(
          call.project().localPrefix().resolve(member.path()).normalize(),
          new Watched(
              path -> all || declared.stream().anyMatch(task -> task.reads(path)),
              path -> declared.stream().anyMatch(task -> task.makes(path)),
              all));
    }
    return watched;
  }
}
