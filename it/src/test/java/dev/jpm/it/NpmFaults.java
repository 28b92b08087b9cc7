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
    if (project.read("package.json").contains("npm:null@")) {
      return "npm saved a dependency on npm:null";
    }
    String lock = lockfile(project);
    if (lock.isEmpty()) {
      return "";
    }
    String lost = LockfileGaps.firstLostWorkspace(lock, world.workspaces());
    if (!lost.isEmpty()) {
      return "npm lost the workspace " + lost;
    }
    String gap = LockfileGaps.firstIn(lock, world.packages().keySet());
    if (!gap.isEmpty()) {
      return "npm forgot " + gap;
    }
    String nothing = LockfileGaps.firstWithoutVersion(lock);
    if (!nothing.isEmpty()) {
      return "npm locked no version of " + nothing;
    }
    String unlisted = LockfileGaps.firstUnlisted(project);
    if (!unlisted.isEmpty()) {
      return "npm did not list " + unlisted;
    }
    String unlinked =
        words.contains("--package-lock-only")
            ? ""
            : LockfileGaps.firstUnlinkedCommand(lock, project);
    return unlinked.isEmpty() ? "" : "npm did not link " + unlinked;
  }

  private static String lockfile(TempProject project) {
    for (String file : List.of("package-lock.json", "node_modules/.package-lock.json")) {
      if (project.has(file)) {
        return project.read(file);
      }
    }
    return "";
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
