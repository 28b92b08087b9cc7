package dev.jpm.it;

import dev.jpm.testing.CommandResult;
import dev.jpm.testing.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Lets jpm import the lockfiles that real projects have from Yarn, pnpm or Bun, and install. */
final class ImportRealLockfiles {
  private final Path scratch;
  private final RealProjectFolders folders;
  private final RealTools tools;
  private int wrong;

  ImportRealLockfiles(Path scratch, RealProjectFolders folders, RealTools tools) {
    this.scratch = scratch;
    this.folders = folders;
    this.tools = tools;
  }

  /** How many had to be reported as wrong. */
  int wrong() {
    return wrong;
  }

  void run(RealProject project) throws IOException, InterruptedException {
    Path folder = scratch.resolve(project.folderName()).resolve("project");
    Folders.remove(folder.getParent());
    folders.layOut(project, folder);
    String file = Objects.requireNonNull(project.lockfile());
    List<String> flags = List.of();
    CommandResult imported = tools.jpm(folder, List.of("import"));
    if (RealTools.end(imported).equals("ERESOLVE")) {
      // Yarn and Bun do not hold peers.
      flags = List.of("--legacy-peer-deps");
      imported = tools.jpm(folder, List.of("import", "--legacy-peer-deps"));
    }
    if (imported.exitCode() != 0) {
      wrong++;
      System.out.println(project.name() + ": WRONG\n" + imported.stderr());
      return;
    }
    Set<String> source = LockedVersions.ofOthers(file, Files.readString(folder.resolve(file)));
    Set<String> ours = LockedVersions.ofNpm(Files.readString(folder.resolve("package-lock.json")));
    Set<String> names = source.stream().map(ImportRealLockfiles::name).collect(Collectors.toSet());
    Set<String> same = new TreeSet<>(ours);
    same.retainAll(source);
    Set<String> other = new TreeSet<>(ours);
    other.removeAll(source);
    Set<String> added = new TreeSet<>(other);
    added.removeIf(id -> names.contains(name(id)));
    other.removeAll(added);
    Set<String> unused = new TreeSet<>(source);
    unused.removeAll(ours);
    System.out.printf(
        "%s: %s, %d of %d packages, %d in another version, %d that it lacks %s%n",
        project.name(), file, same.size(), source.size(), other.size(), added.size(), flags);
    System.out.println("    in another version: " + other);
    System.out.println("    that it lacks: " + added);
    System.out.println("    not taken: " + unused);
    imported.stdout().lines().forEach(line -> System.out.println("    > " + line));
    installs(folder, flags);
  }

  private void installs(Path folder, List<String> flags) throws InterruptedException {
    String dry = RealTools.end(tools.npm(folder, RealTools.with(flags, "ci", "--dry-run")));
    CommandResult ci = tools.jpm(folder, RealTools.with(flags, "ci"));
    CommandResult ls = tools.jpm(folder, RealTools.with(flags, "ls", "--all"));
    System.out.printf(
        "    npm ci --dry-run %s, jpm ci %s, jpm ls --all %s%n",
        dry, RealTools.end(ci), RealTools.end(ls));
    ls.stderr().lines().limit(10).forEach(line -> System.out.println("    ! " + line));
    if (ci.exitCode() == 0) {
      Folders.remove(folder.getParent());
    } else {
      wrong++;
      System.out.println(ci.stderr());
    }
  }

  private static String name(String id) {
    return id.substring(0, id.lastIndexOf('@'));
  }
}
