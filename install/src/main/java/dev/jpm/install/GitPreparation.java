package dev.jpm.install;

import dev.jpm.fetcher.git.GitCommit;
import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.runtime.PolicySubject;
import dev.jpm.runtime.ScriptCommand;
import dev.jpm.runtime.ScriptContext;
import dev.jpm.runtime.ScriptEnvironment;
import dev.jpm.runtime.ScriptExit;
import dev.jpm.runtime.ScriptFailedException;
import dev.jpm.runtime.ScriptFailure;
import dev.jpm.runtime.ScriptPolicy;
import dev.jpm.runtime.ScriptRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Makes a repository's files what they would be when published: installs what their development
 * needs and lets the package's own scripts run, {@code prepare} among them. Only where the user has
 * allowed the scripts of that repository.
 */
final class GitPreparation {
  /** npm's name for the commits that are being prepared further up, one a line. */
  private static final String ALREADY = "_PACOTE_NO_PREPARE_";

  private static final List<String> REASONS =
      List.of("postinstall", "build", "preinstall", "install", "prepack", "prepare");

  /** What speaks of the user's own project and not of the one that is prepared. */
  private static final Set<String> OF_THE_PROJECT =
      Set.of(
          "npm_config_workspace",
          "npm_config_workspaces",
          "npm_config_include_workspace_root",
          "npm_config_global",
          "npm_config_location",
          "npm_config_allow_scripts");

  private final Workbench bench;
  private final Runtimes runtimes;
  private final ScriptPolicy policy;

  GitPreparation(Workbench bench, Runtimes runtimes, ScriptPolicy policy) {
    this.bench = bench;
    this.runtimes = runtimes;
    this.policy = policy;
  }

  /** Whether npm would prepare such a package at all. */
  static boolean isNeeded(Manifest manifest) {
    Map<String, String> scripts = manifest.scripts();
    return manifest.field("workspaces") != null
        || REASONS.stream().anyMatch(event -> !scripts.getOrDefault(event, "").isEmpty());
  }

  /** Whether the scripts of that repository may run. */
  boolean isAllowed(GitCommit commit) {
    if (bench.settings().flag("ignore-scripts") || isUnderWay(commit)) {
      return false;
    }
    return bench.settings().flag("dangerously-allow-all-scripts")
        || policy.verdictOn(subject(commit)) == ScriptPolicy.Verdict.ALLOWED;
  }

  /**
   * Prepares what lies in {@code folder}; answers whether there was anything to do and it was
   * allowed.
   *
   * @throws ScriptFailedException where that fails
   */
  boolean run(GitCommit commit, Path folder, Manifest manifest) {
    if (!isNeeded(manifest) || !isAllowed(commit)) {
      return false;
    }
    ScriptCommand command = command(commit, folder, manifest);
    Surroundings around = bench.surroundings();
    ScriptExit exit =
        new ScriptRunner(around.standard(), around.reporter()).collect(command, commit.resolved());
    if (!exit.isSuccess()) {
      throw new ScriptFailedException(
          new ScriptFailure(command, exit, List.of("The git dependency could not be prepared")));
    }
    return true;
  }

  private ScriptCommand command(GitCommit commit, Path folder, Manifest manifest) {
    ScriptContext context = runtimes.scripts(bench.surroundings().localPrefix());
    var environment =
        ScriptEnvironment.of(
            context, ScriptEnvironment.Subject.of(folder, manifest, "prepare", "jpm install"));
    environment.keySet().removeAll(OF_THE_PROJECT);
    environment.merge(ALREADY, commit.resolved(), (before, own) -> before + "\n" + own);
    List<String> line = new ArrayList<>(bench.surroundings().launcher());
    line.addAll(
        List.of(
            "install",
            "--force",
            "--cache=" + bench.cacheFolder(),
            "--no-global",
            "--no-progress",
            "--no-save",
            "--no-audit",
            "--include=dev",
            "--include=peer",
            "--include=optional",
            "--no-package-lock-only",
            "--no-dry-run"));
    return new ScriptCommand(
        manifest.toString(), "prepare", "jpm install", List.of(), line, folder, environment);
  }

  private boolean isUnderWay(GitCommit commit) {
    String already = bench.surroundings().env().getOrDefault(ALREADY, "");
    return List.of(already.split("\n", -1)).contains(commit.resolved());
  }

  private static PolicySubject subject(GitCommit commit) {
    @Nullable String resolved = commit.resolved();
    PackageNode node =
        new PackageNode(
            new Location("node_modules/package"),
            new Manifest(JsonNodeFactory.instance.objectNode()),
            resolved,
            null,
            Set.of(),
            false,
            false);
    return new PolicySubject(node, List.of(), new LinkedHashSet<>(List.of(resolved)));
  }
}
