package dev.jpm.it;

import dev.jpm.testing.LockfileGaps;
import dev.jpm.testing.NpmOracle.Answer;
import dev.jpm.testing.TempProject;
import dev.jpm.testing.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What npm demonstrably does wrong, each told by a sign of its own, and named in {@code
 * docs/npm-compat.md}. Where one shows, jpm need not do the same.
 */
final class NpmFaults {
  private static final List<String> WANTING =
      List.of("dependencies", "optionalDependencies", "peerDependencies");

  private static final List<String> LOCKFILES =
      List.of("package-lock.json", "node_modules/.package-lock.json");

  /** Nothing in a world comes from a repository. */
  private static final String REPOSITORY = "\"resolved\": \"git+ssh://";

  /** What {@code npm ls} calls the name of a package that will not do for who wants it. */
  private static final Pattern INVALID = Pattern.compile("invalid: (@?[^@\\s]+)@");

  /** Runs npm once more. */
  @FunctionalInterface
  interface Npm {
    Answer run(TempProject project, List<String> words) throws InterruptedException;
  }

  private final World world;
  private final Npm npm;

  NpmFaults(World world, Npm npm) {
    this.world = world;
    this.npm = npm;
  }

  /** The fault in what {@code words} did to {@code project}; empty where none is known. */
  String in(TempProject project, List<String> words, Answer answer) throws InterruptedException {
    if (answer instanceof Answer.Failed(String code, String _)) {
      return inFailure(code, words);
    }
    if (project.read("package.json").contains("npm:null@")) {
      return "npm saved a dependency on npm:null";
    }
    String lock = lockfile(project);
    if (lock.isEmpty()) {
      return "";
    }
    if (LOCKFILES.stream().anyMatch(file -> contains(project, file, REPOSITORY))) {
      return "npm took a folder for a repository";
    }
    if (project.has("package-lock.json") && LockfileGaps.isBare(lock)) {
      return "npm locked nothing, not even the project";
    }
    String lost = LockfileGaps.firstLostWorkspace(lock, world.workspaces());
    if (!lost.isEmpty()) {
      return "npm lost the workspace " + lost;
    }
    String gap = LockfileGaps.firstIn(lock, world.packages().keySet());
    if (!gap.isEmpty()) {
      return "npm forgot " + gap;
    }
    String hopeless = isRuled(project) ? "" : firstHopeless(lock, words);
    if (!hopeless.isEmpty()) {
      return "npm locked what will not do for " + hopeless;
    }
    String nothing = LockfileGaps.firstWithoutVersion(lock);
    if (!nothing.isEmpty()) {
      return "npm locked no version of " + nothing;
    }
    String unlisted = LockfileGaps.firstUnlisted(project);
    if (!unlisted.isEmpty()) {
      return "npm did not list " + unlisted;
    }
    String empty = LockfileGaps.firstEmpty(project);
    if (!empty.isEmpty()) {
      return "npm left nothing in " + empty;
    }
    String removed = LockfileGaps.firstRemovedCommand(lock, project);
    if (!removed.isEmpty() && !words.contains("--package-lock-only")) {
      return "npm took away " + removed;
    }
    String unlinked =
        words.contains("--package-lock-only")
            ? ""
            : LockfileGaps.firstUnlinkedCommand(lock, project);
    return unlinked.isEmpty() ? againstRules(project, words) : "npm did not link " + unlinked;
  }

  private String firstHopeless(String lock, List<String> words) {
    String dependency = UnmetEdges.firstHopeless(lock, world.packages());
    return dependency.isEmpty() && !words.contains("--legacy-peer-deps")
        ? UnmetEdges.firstHopelessPeer(lock, world.packages())
        : dependency;
  }

  private static boolean isRuled(TempProject project) {
    return JsonMapper.shared().readTree(project.read("package.json")).has("overrides");
  }

  /** A package that rules of overrides name and that, npm itself says, nobody wants like that. */
  private String againstRules(TempProject project, List<String> words) throws InterruptedException {
    Set<String> ruled = new HashSet<>();
    addNames(JsonMapper.shared().readTree(project.read("package.json")).path("overrides"), ruled);
    if (ruled.isEmpty() || !project.has("package-lock.json")) {
      return "";
    }
    List<String> listing = new ArrayList<>(List.of("ls", "--all", "--package-lock-only"));
    words.stream().filter("--legacy-peer-deps"::equals).forEach(listing::add);
    if (npm.run(project, listing) instanceof Answer.Failed(String _, String message)) {
      for (Matcher invalid = INVALID.matcher(message); invalid.find(); ) {
        if (ruled.contains(invalid.group(1))) {
          return "npm left " + invalid.group(1) + " as overrides forbid it";
        }
      }
    }
    return "";
  }

  private static void addNames(JsonNode rules, Set<String> names) {
    rules.forEachEntry((key, below) -> {
      int spec = key.indexOf('@', 1);
      names.add(spec < 0 ? key : key.substring(0, spec));
      addNames(below, names);
    });
  }

  private static boolean contains(TempProject project, String file, String text) {
    return project.has(file) && project.read(file).contains(text);
  }

  private static String lockfile(TempProject project) {
    for (String file : LOCKFILES) {
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
