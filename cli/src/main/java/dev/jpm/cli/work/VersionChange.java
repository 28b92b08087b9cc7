package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.config.Settings;
import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.FileErrors;
import dev.jpm.install.Runtimes;
import dev.jpm.install.Workbench;
import dev.jpm.lockfile.PackageJsonFile;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Version;
import dev.jpm.model.semver.VersionBump;
import dev.jpm.runtime.ScriptCommand;
import dev.jpm.runtime.ScriptEnvironment.Subject;
import dev.jpm.runtime.ScriptExit;
import dev.jpm.runtime.ScriptFailedException;
import dev.jpm.runtime.ScriptFailure;
import dev.jpm.runtime.ScriptRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives a package another version: in package.json and lockfiles, with the scripts preversion,
 * version and postversion around it, committed and tagged where the folder is a git repository.
 */
final class VersionChange {
  private final Workbench bench;
  private final Settings settings;
  private final Path folder;
  private final Git git;
  private PackageJsonFile packageJson;

  VersionChange(Invocation call, Workbench bench, Path folder) {
    this.bench = bench;
    this.settings = call.settings();
    this.folder = folder;
    this.git = new Git(folder, call);
    this.packageJson = read(folder.resolve("package.json"));
  }

  /**
   * Changes it to {@code wanted}: a version, a kind of step, or {@code from-git}. Answers the new
   * version.
   */
  String to(String wanted) throws InterruptedException {
    String current = packageJson.manifest().version();
    String before = current == null || current.isEmpty() ? "0.0.0" : current;
    String after = next(before, wanted);
    Optional<String> clean = Version.tryClean(before).map(Version::toString);
    if (clean.equals(Optional.of(after)) && !settings.flag("allow-same-version")) {
      throw JpmException.of(ErrorCode.EUSAGE, "Version not changed");
    }
    boolean repository = wanted.equals("from-git") || git.isRepository();
    boolean commits =
        settings.flag("git-tag-version") && repository && git.isReady(settings.flag("force"));
    Map<String, String> told = Map.of("npm_old_version", before, "npm_new_version", after);
    runScript("preversion", told);
    packageJson = packageJson.with("version", text(after)).without("_id");
    AtomicFile.write(folder.resolve("package.json"), packageJson.text());
    List<Path> lockfiles = updateLockfiles(after);
    runScript("version", told);
    if (commits) {
      commit(after, lockfiles);
    }
    runScript("postversion", told);
    return after;
  }

  private String next(String current, String wanted) throws InterruptedException {
    Optional<Version> given = Version.tryParseLoose(wanted);
    if (given.isPresent()) {
      return given.get().toString();
    }
    if (wanted.equals("from-git")) {
      String tag = git.run(List.of("describe", "--tags", "--abbrev=0", "--match=*.*.*")).strip();
      return VersionBump.coerced(tag)
          .map(Version::toString)
          .orElseThrow(() ->
              JpmException.of(ErrorCode.EUSAGE, "Tag is not a valid version: \"" + tag + "\""));
    }
    return Version.tryClean(current)
        .flatMap(version -> VersionBump.next(version, wanted, settings.text("preid")))
        .map(Version::toString)
        .orElseThrow(() -> JpmException.of(ErrorCode.EUSAGE, "Invalid version: " + wanted));
  }

  private void runScript(String event, Map<String, String> told) {
    Manifest manifest = packageJson.manifest();
    String script = manifest.scripts().get(event);
    if (script == null || script.isEmpty() || settings.flag("ignore-scripts")) {
      return;
    }
    String shell = settings.text("script-shell");
    ScriptCommand command =
        ScriptCommand.of(
            Runtimes.of(bench, folder, manifest).scripts(folder),
            new Subject(folder, manifest, event, script, List.of(), told),
            List.of(),
            shell.isEmpty() ? null : shell);
    ScriptExit exit =
        new ScriptRunner(bench.surroundings().standard(), bench.surroundings().reporter())
            .run(command);
    if (!exit.isSuccess()) {
      throw new ScriptFailedException(new ScriptFailure(command, exit, List.of()));
    }
  }

  /** A lockfile that cannot be read is left as it is. */
  private List<Path> updateLockfiles(String version) {
    List<Path> updated = new ArrayList<>();
    for (String name : List.of("package-lock.json", "npm-shrinkwrap.json")) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        try {
          AtomicFile.write(file, withVersion(read(file), version).text());
          updated.add(file);
        } catch (JpmException e) {
          // The next install tells what is wrong with it.
        }
      }
    }
    return updated;
  }

  private static PackageJsonFile withVersion(PackageJsonFile lock, String version) {
    PackageJsonFile changed = lock.with("version", text(version));
    JsonNode packages = changed.json().get("packages");
    if (packages instanceof ObjectNode all && all.get("") instanceof ObjectNode) {
      ObjectNode copy = all.deepCopy();
      copy.withObjectProperty("").put("version", version);
      return changed.with("packages", copy);
    }
    return changed;
  }

  private void commit(String version, List<Path> lockfiles) throws InterruptedException {
    git.run(List.of("add", folder.resolve("package.json").toString()));
    for (Path lockfile : lockfiles) {
      try {
        git.run(List.of("add", lockfile.toString()));
      } catch (JpmException e) {
        // Some people have git ignore their lockfiles.
      }
    }
    String message = settings.text("message").replace("%s", version);
    List<String> commit = new ArrayList<>(List.of("commit"));
    addIf(commit, !settings.flag("commit-hooks"), "-n");
    addIf(commit, settings.flag("allow-same-version"), "--allow-empty");
    addIf(commit, settings.flag("sign-git-commit"), "-S");
    commit.addAll(List.of("-m", message));
    git.run(commit);
    String flags =
        "-"
            + (settings.flag("sign-git-tag") ? "s" : "")
            + (settings.flag("allow-same-version") ? "f" : "")
            + "m";
    git.run(List.of("tag", flags, message, settings.text("tag-version-prefix") + version));
  }

  private static void addIf(List<String> words, boolean wanted, String word) {
    if (wanted) {
      words.add(word);
    }
  }

  private static JsonNode text(String text) {
    return JsonNodeFactory.instance.stringNode(text);
  }

  private static PackageJsonFile read(Path file) {
    try {
      return PackageJsonFile.parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw JpmException.of(ErrorCode.ENOENT, "There is no file " + file, e);
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }
}
