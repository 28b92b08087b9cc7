package dev.jpm.install;

import dev.jpm.runtime.PackageScripts;
import dev.jpm.runtime.RunPlan;
import dev.jpm.runtime.ScriptFailedException;
import dev.jpm.runtime.ScriptRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The project's own scripts after a bare install, in npm's order. */
final class ProjectScripts {
  private static final List<String> EVENTS =
      List.of(
          "preinstall",
          "install",
          "postinstall",
          "prepublish",
          "preprepare",
          "prepare",
          "postprepare");

  private final Workbench bench;
  private final ProjectFiles project;
  private final Runtimes runtimes;

  ProjectScripts(Workbench bench, ProjectFiles project, Runtimes runtimes) {
    this.bench = bench;
    this.project = project;
    this.runtimes = runtimes;
  }

  /** Whether the project has any. */
  static boolean existIn(ProjectFiles project) {
    Map<String, String> scripts = project.manifest().scripts();
    return EVENTS.stream().anyMatch(event -> !scripts.getOrDefault(event, "").isEmpty());
  }

  void run() {
    Map<String, String> scripts = project.manifest().scripts();
    List<RunPlan.Step> steps = new ArrayList<>();
    for (String event : EVENTS) {
      String script = scripts.get(event);
      if (script != null && !script.isEmpty()) {
        steps.add(new RunPlan.Step(event, script, List.of()));
      }
    }
    if (steps.isEmpty()) {
      return;
    }
    Surroundings around = bench.surroundings();
    String shell = bench.settings().text("script-shell");
    new PackageScripts(
            new ScriptRunner(around.standard(), around.reporter()),
            runtimes.scripts(project.folder()),
            shell.isEmpty() ? null : shell)
        .firstFailure(new RunPlan(steps), project.folder(), project.manifest())
        .ifPresent(failure -> {
          throw new ScriptFailedException(failure);
        });
  }
}
