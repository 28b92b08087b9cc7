package dev.jpm.cli.work;

import dev.jpm.cache.Label;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.install.TaskResults;
import dev.jpm.model.Manifest;
import dev.jpm.model.workspace.Member;
import dev.jpm.model.workspace.MemberGraph;
import dev.jpm.runtime.RunPlan;
import dev.jpm.runtime.task.PackageFolder;
import dev.jpm.runtime.task.Task;
import dev.jpm.runtime.task.TaskDeclaration;
import dev.jpm.runtime.task.TaskKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds out whether the results of a script may be kept, and under which name. */
final class KeptTasks {
  private final Invocation call;
  private final CallScripts scripts;
  private final MemberGraph graph;
  private final Manifest root;

  KeptTasks(Invocation call, CallScripts scripts, MemberGraph graph) {
    this.call = call;
    this.scripts = scripts;
    this.graph = graph;
    this.root = ManifestFile.read(call.project().packageJson());
  }

  /** One script whose results are kept. */
  final class Kept {
    private final ScriptFolder in;
    private final Task task;
    private final RunPlan plan;
    private final TaskDeclaration declaration;
    private final String key;

    private Kept(ScriptFolder in, Task task, RunPlan plan, TaskDeclaration declaration) {
      this.in = in;
      this.task = task;
      this.plan = plan;
      this.declaration = declaration;
      this.key = key();
    }

    /** What the script printed when it was run; its files are in place then. */
    Optional<String> restore() {
      return results().restore(key, in.folder(), declaration);
    }

    /** Keeps what was made, unless what it was made from has changed meanwhile. */
    void keep(String printed) {
      if (key.equals(key())) {
        Label label = new Label(in.id() + " " + task.script(), "");
        results().keep(key, label, in.folder(), declaration, printed);
      }
    }

    private TaskResults results() {
      return new TaskResults(scripts.store());
    }

    private String key() {
      TaskKey key = new TaskKey().with("task", "1").with("node", scripts.node());
      for (RunPlan.Step step : plan.steps()) {
        key.with(step.event(), step.script());
        step.arguments().forEach(argument -> key.with("argument", argument));
      }
      for (String name : declaration.env()) {
        key.with("env " + name, scripts.variable(name).map(value -> "=" + value).orElse(""));
      }
      Path project = call.project().localPrefix();
      for (String file : List.of("package-lock.json", "npm-shrinkwrap.json")) {
        key.with(file, PackageFolder.digestIfThere(project.resolve(file)));
      }
      key.withFiles("inputs", files(in.folder(), declaration::reads));
      Map<String, Member> members =
          graph.members().stream().collect(Collectors.toMap(Member::path, member -> member));
      graph.dependenciesOfAll(Set.of(task.path())).stream()
          .sorted()
          .forEach(path -> {
            Member member = members.get(path);
            if (member != null) {
              key.withFiles(path, files(project.resolve(path), readBy(member)));
            }
          });
      return key.value();
    }

    private Predicate<String> readBy(Member member) {
      return TaskDeclaration.of(member.manifest(), root, task.script())
          .<Predicate<String>>map(declared -> declared::reads)
          .orElse(_ -> true);
    }
  }

  /** What a package's script reads; all that the package holds where it does not say. */
  private static SortedMap<String, String> files(Path folder, Predicate<String> reads) {
    return new PackageFolder(folder)
        .digests(path -> path.equals("package.json") || reads.test(path));
  }

  /** Whether {@code task} says what it reads; empty too where {@code --no-task-cache} holds. */
  Optional<Kept> of(ScriptFolder in, Task task, RunPlan plan) {
    return call.settings().flag("task-cache")
        ? TaskDeclaration.of(in.manifest(), root, task.script())
            .map(declaration -> new Kept(in, task, plan, declaration))
        : Optional.empty();
  }
}
