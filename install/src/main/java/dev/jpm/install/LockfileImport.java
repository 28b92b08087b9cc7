package dev.jpm.install;

import dev.jpm.lockfile.PackageLock;
import dev.jpm.lockfile.foreign.ForeignLock;
import dev.jpm.lockfile.foreign.ForeignLockfile;
import dev.jpm.lockfile.foreign.ForeignOverrides;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Another tool's lockfile, found and read, that a package-lock.json is to be made of.
 *
 * @param file where it lies
 * @param rules the project's package.json with the rules that the other tool went by
 */
public record LockfileImport(Path file, ForeignLock lock, ForeignOverrides.Result rules) {
  private static final String NAMES =
      Arrays.stream(ForeignLockfile.values())
          .map(ForeignLockfile::fileName)
          .collect(Collectors.joining(", "));

  /**
   * The one in the project's folder.
   *
   * @throws JpmException ENOLOCK where there is none, EUSAGE where there are several, EBADLOCKFILE
   *     where it cannot be read
   */
  public static LockfileImport in(Path project) {
    return of(project, only(project));
  }

  /**
   * A certain one, for the project in a folder.
   *
   * @throws JpmException ENOENT where it is missing, EUSAGE where its name is none that is known,
   *     EBADLOCKFILE where it cannot be read
   */
  public static LockfileImport of(Path project, Path file) {
    String text = ProjectFiles.readIfThere(file);
    if (text == null) {
      throw JpmException.of(ErrorCode.ENOENT, "There is no file " + file);
    }
    ForeignLock lock = formatOf(file).read(text, file.toString());
    ProjectFiles files = ProjectFiles.load(project, false);
    return new LockfileImport(
        file, lock, ForeignOverrides.of(lock, files.packageJson(), files.workspaces()));
  }

  /** Whether package.json is to have rules that it did not have. */
  public boolean changesPackageJson() {
    return rules.isChanged();
  }

  /**
   * Makes sure that nothing is lost.
   *
   * @throws JpmException EEXIST where the project has a lockfile of npm's
   */
  public static void refuseWhereLocked(Path project) {
    for (String name : List.of("package-lock.json", "npm-shrinkwrap.json")) {
      if (Files.exists(project.resolve(name))) {
        throw JpmException.of(ErrorCode.EEXIST, "The project has a " + name + " already")
            .withHint("To replace it, run: jpm import --force");
      }
    }
  }

  /**
   * What became of it.
   *
   * @param packages how many places package-lock.json has
   * @param unknown packages that the source does not have, as {@code name@version}, sorted; none
   *     that a package brings in its own tarball
   */
  public record Outcome(int packages, List<String> unknown) {}

  /** What the project asks of its own tool and package-lock.json cannot have, for the user. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(lock.notes());
    notes.addAll(rules.notes());
    return notes;
  }

  /** Holds the package-lock.json in {@code project} against the source. */
  public Outcome outcome(Path project) {
    String name = "package-lock.json";
    String text = ProjectFiles.readIfThere(project.resolve(name));
    Tree tree = PackageLock.read(text == null ? "{}" : text, name).tree();
    Set<String> known = new HashSet<>(lock.packages());
    int packages = 0;
    SortedSet<String> unknown = new TreeSet<>();
    for (Node node : tree.nodes().values()) {
      if (!node.location().isInNodeModules()) {
        continue;
      }
      packages++;
      String id = node instanceof PackageNode here && !here.inBundle() ? idOf(here) : "";
      if (!id.isEmpty() && !known.contains(id)) {
        unknown.add(id);
      }
    }
    return new Outcome(packages, List.copyOf(unknown));
  }

  /** {@code name@version}; empty where it is from elsewhere than a registry. */
  private static String idOf(PackageNode node) {
    String resolved = node.resolved();
    if (resolved != null && !resolved.startsWith("http")) {
      return "";
    }
    String name = node.manifest().name();
    return (name == null ? node.location().folderName() : name) + "@" + node.manifest().version();
  }

  private static Path only(Path project) {
    List<Path> found =
        Arrays.stream(ForeignLockfile.values())
            .map(format -> project.resolve(format.fileName()))
            .filter(Files::exists)
            .toList();
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 -> {
        JpmException none =
            JpmException.of(ErrorCode.ENOLOCK, "There is no " + NAMES + " in " + project);
        throw Files.exists(project.resolve("bun.lockb"))
            ? none.withHint("Make bun.lock of bun.lockb first: bun install --save-text-lockfile")
            : none;
      }
      default ->
          throw JpmException.of(ErrorCode.EUSAGE, "There are several lockfiles in " + project)
              .withHint("Name one: jpm import " + found.getFirst().getFileName());
    };
  }

  private static ForeignLockfile formatOf(Path file) {
    return Arrays.stream(ForeignLockfile.values())
        .filter(format -> file.endsWith(format.fileName()))
        .findFirst()
        .orElseThrow(
            () -> JpmException.of(ErrorCode.EUSAGE, "jpm import reads " + NAMES + ", not " + file));
  }
}
