package dev.jpm.install;

import dev.jpm.cache.StoredPackage;
import dev.jpm.fs.Folders;
import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.runtime.PolicySubject;
import dev.jpm.runtime.ScriptCommand;
import dev.jpm.runtime.ScriptEnvironment.Subject;
import dev.jpm.runtime.ScriptExit;
import dev.jpm.runtime.ScriptFailedException;
import dev.jpm.runtime.ScriptFailure;
import dev.jpm.runtime.ScriptPolicy;
import dev.jpm.runtime.ScriptRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Folders on this machine that are installed as packages and not as links ({@code install-links}):
 * packed anew each time, for nothing tells whether they have changed, after their {@code prepare}
 * where that is allowed.
 */
final class FolderPackages {
  private final Workbench bench;
  private final Path project;
  private final Runtimes runtimes;
  private final ScriptPolicy policy;

  FolderPackages(Workbench bench, Path project, Runtimes runtimes, ScriptPolicy policy) {
    this.bench = bench;
    this.project = project;
    this.runtimes = runtimes;
    this.policy = policy;
  }

  /** Whether {@code node} comes from a folder. */
  boolean isSourceOf(PackageNode node) {
    String resolved = node.resolved();
    return resolved != null && resolved.startsWith("file:") && Files.isDirectory(folder(resolved));
  }

  /** Packs what {@code node} comes from. */
  StoredPackage ofNode(PackageNode node) {
    Path folder = folder(String.valueOf(node.resolved()));
    prepare(node, folder);
    Path work = bench.store().workPath();
    Folders.create(work);
    try {
      return PackageFolder.store(bench, folder, work.resolve("package.tgz"));
    } finally {
      Folders.remove(work);
    }
  }

  private Path folder(String resolved) {
    return project.resolve(resolved.substring("file:".length())).normalize();
  }

  private void prepare(PackageNode node, Path folder) {
    Manifest manifest = PackageFolder.manifest(folder);
    String script = manifest.scripts().getOrDefault("prepare", "");
    if (script.isEmpty() || !isAllowed(node, folder)) {
      return;
    }
    Surroundings around = bench.surroundings();
    String shell = bench.settings().text("script-shell");
    ScriptCommand command =
        ScriptCommand.of(
            runtimes.scripts(project),
            new Subject(folder, manifest, "prepare", script, List.of(), Map.of()),
            List.of(),
            shell.isEmpty() ? null : shell);
    ScriptRunner runner = new ScriptRunner(around.standard(), around.reporter());
    ScriptExit exit = runner.collect(command, node.location().value());
    if (!exit.isSuccess()) {
      throw new ScriptFailedException(new ScriptFailure(command, exit, List.of()));
    }
  }

  private boolean isAllowed(PackageNode node, Path folder) {
    if (bench.settings().flag("ignore-scripts")) {
      return false;
    }
    List<String> sources =
        List.of(
            "file:" + folder.toString().replace('\\', '/'),
            String.valueOf(node.resolved()),
            folder.toString().replace('\\', '/'));
    PolicySubject subject = new PolicySubject(node, List.of(), new LinkedHashSet<>(sources));
    return bench.settings().flag("dangerously-allow-all-scripts")
        || policy.verdictOn(subject) == ScriptPolicy.Verdict.ALLOWED;
  }
}
