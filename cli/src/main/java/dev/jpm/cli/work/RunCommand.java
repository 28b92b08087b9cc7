package dev.jpm.cli.work;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.CommandInfo;
import dev.jpm.cli.CommandTable;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.command.Command;
import dev.jpm.install.Runtimes;
import dev.jpm.install.Workbench;
import dev.jpm.model.Manifest;
import dev.jpm.runtime.PackageScripts;
import dev.jpm.runtime.RunPlan;
import dev.jpm.runtime.ScriptListing;
import dev.jpm.runtime.ScriptRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** {@code run} and the scripts that have a command of their own: start, stop, test, restart. */
public final class RunCommand implements Command {
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
  public int run(Invocation call) {
    List<String> words = new ArrayList<>(call.words());
    if (event == null && words.isEmpty()) {
      return list(call);
    }
    String script = event == null ? words.removeFirst() : event;
    try (Work work = Work.of(call)) {
      int worst = 0;
      for (Map.Entry<String, Path> folder : folders(call).entrySet()) {
        int code = runIn(call, work, folder.getKey(), folder.getValue(), script, words);
        worst = worst == 0 ? code : worst;
      }
      return worst;
    }
  }

  private static int runIn(
      Invocation call,
      Work work,
      String workspace,
      Path folder,
      String script,
      List<String> words) {
    Workbench bench = work.bench();
    Manifest manifest = ManifestFile.read(folder.resolve("package.json"));
    RunPlan plan =
        RunPlan.of(
            manifest,
            new RunPlan.Wish(
                script,
                words,
                call.settings().flag("if-present"),
                call.settings().flag("ignore-scripts"),
                Files.exists(folder.resolve("server.js")),
                workspace,
                commands()),
            bench.surroundings().host());
    if (plan.steps().isEmpty()) {
      return 0;
    }
    Path project = call.project().localPrefix();
    Manifest root =
        workspace.isEmpty() ? manifest : ManifestFile.read(project.resolve("package.json"));
    String shell = call.settings().text("script-shell");
    PackageScripts scripts =
        new PackageScripts(
            new ScriptRunner(bench.surroundings().standard(), bench.surroundings().reporter()),
            Runtimes.of(bench, project, root).scripts(project),
            shell.isEmpty() ? null : shell);
    work.quiet();
    return scripts.run(plan, folder, manifest).code();
  }

  /** Where to run: the project, or the workspaces that were asked for, by name. */
  private static SequencedMap<String, Path> folders(Invocation call) {
    Path project = call.project().localPrefix();
    SequencedMap<String, Path> folders = new LinkedHashMap<>();
    ChosenWorkspaces chosen = ChosenWorkspaces.of(call);
    if (chosen.isEmpty() || call.settings().flag("include-workspace-root")) {
      folders.put("", project);
    }
    folders.putAll(chosen.folders());
    return folders;
  }

  private static int list(Invocation call) {
    Manifest manifest = ManifestFile.read(call.project().packageJson());
    if (call.settings().flag("json")) {
      call.terminal().json(manifest.scripts());
      return 0;
    }
    new ScriptList(call.terminal()).tell(ScriptListing.of(manifest));
    return 0;
  }

  private static SequencedMap<String, String> commands() {
    SequencedMap<String, String> commands = new LinkedHashMap<>();
    for (CommandInfo info : CommandTable.all()) {
      commands.put(info.name(), info.summary());
    }
    return commands;
  }
}
