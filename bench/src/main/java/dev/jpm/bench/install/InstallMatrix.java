package dev.jpm.bench.install;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every tool in every scenario, round after round, tools in turn. A round begins on a fresh disk
 * with clean installs; what those leave (cache, lockfile, node_modules) is what the other scenarios
 * of the round find.
 */
public final class InstallMatrix {
  private final List<Tool> tools;
  private final List<Scenario> scenarios;
  private final Map<String, String> env;
  private final MeasuredProcess process;
  private final Consumer<String> progress;

  public InstallMatrix(
      List<Tool> tools,
      List<Scenario> scenarios,
      Map<String, String> env,
      MeasuredProcess process,
      Consumer<String> progress) {
    this.tools = List.copyOf(tools);
    this.scenarios = List.copyOf(scenarios);
    this.env = Map.copyOf(env);
    this.process = process;
    this.progress = progress;
  }

  /** One run and what it was. */
  public record Run(Tool tool, Scenario scenario) {}

  /** What a tool's clean install left. */
  private record Left(Path project, Path cache, Path lockfile) {}

  /** One round on {@code disk} with {@code packageJson}; hands out what it measures. */
  public void round(Path packageJson, FreshDisk disk, BiConsumer<Run, Measurement> taken) {
    ProjectFolders folders = new ProjectFolders(packageJson, disk.folder());
    Map<String, Left> left = new HashMap<>();
    Set<String> failed = new HashSet<>();
    for (Scenario scenario : Scenario.values()) {
      if (scenario != Scenario.CLEAN && !scenarios.contains(scenario)) {
        continue;
      }
      for (Tool tool : tools) {
        if (failed.contains(tool.name())) {
          continue;
        }
        @Nullable Left before = left.get(tool.name());
        Left now = prepare(scenario, tool, before, folders, disk);
        disk.settle();
        Measurement measured = process.run(tool.install(now.project(), now.cache(), env));
        if (!measured.succeeded()) {
          progress.accept("  " + tool.name() + " failed: " + measured.lastWords());
          failed.add(tool.name());
          continue;
        }
        left.putIfAbsent(tool.name(), now);
        if (scenarios.contains(scenario)) {
          taken.accept(new Run(tool, scenario), measured);
        }
      }
    }
  }

  private static Left prepare(
      Scenario scenario, Tool tool, @Nullable Left before, ProjectFolders folders, FreshDisk disk) {
    if (before == null || scenario == Scenario.CLEAN) {
      Path project = folders.fresh(null);
      Path cache = disk.folder().resolve("cache-" + tool.name());
      return new Left(project, cache, project.resolve(tool.lockfile()));
    }
    Path project =
        scenario == Scenario.NOOP
            ? before.project()
            : folders.fresh(scenario.locked() ? before.lockfile() : null);
    Path cache =
        scenario.cached()
            ? before.cache()
            : disk.folder().resolve("cache-" + tool.name() + "-" + scenario.title());
    return new Left(project, cache, before.lockfile());
  }
}
