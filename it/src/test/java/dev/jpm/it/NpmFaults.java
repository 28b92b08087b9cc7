package dev.jpm.it;

import dev.jpm.testing.LockfileGaps;
import dev.jpm.testing.NpmOracle.Answer;
import dev.jpm.testing.TempProject;
import dev.jpm.testing.World;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What npm demonstrably does wrong, each told by a sign of its own, and named in {@code
 * docs/npm-compat.md}. Where one shows, jpm need not do the same.
 */
final class NpmFaults {
  private static final List<String> WANTING =
      List.of("dependencies", "optionalDependencies", "peerDependencies");

  private final World world;

  NpmFaults(World world) {
    this.world = world;
  }

  /** The fault in what {@code words} did to {@code project}; empty where none is known. */
  String in(TempProject project, List<String> words, Answer answer) {
    if (answer instanceof Answer.Failed(String code)) {
      return inFailure(code, words);
    }
    if (!project.has("package-lock.json")) {
      return "";
    }
    String lock = project.read("package-lock.json");
    String lost = LockfileGaps.firstLostWorkspace(lock, world.workspaces());
    if (!lost.isEmpty()) {
      return "npm lost the workspace " + lost;
    }
    String gap = LockfileGaps.firstIn(lock);
    if (!gap.isEmpty()) {
      return "npm forgot " + gap;
    }
    String unlinked =
        words.contains("--package-lock-only")
            ? ""
            : LockfileGaps.firstUnlinkedCommand(lock, project);
    return unlinked.isEmpty() ? "" : "npm did not link " + unlinked;
  }

  private String inFailure(String code, List<String> words) {
    boolean bundles = world.toString().contains("bundleDependencies");
    if (code.equals("ENOENT") && bundles && words.contains("--package-lock-only")) {
      return "npm opens a link to a bundle as if it were a tarball";
    }
    Set<String> registry = world.packages().keySet();
    for (String name : world.workspaces()) {
      if (registry.contains(name) && isWanted(name)) {
        // It takes the link to the workspace out of the tree to try out the package that asks.
        return "npm lost the workspace " + name;
      }
    }
    return "";
  }

  private boolean isWanted(String name) {
    for (JsonNode pack : world.json().path("registry")) {
      for (JsonNode manifest : pack) {
        if (WANTING.stream().anyMatch(section -> manifest.path(section).has(name))) {
          return true;
        }
      }
    }
    return false;
  }
}
