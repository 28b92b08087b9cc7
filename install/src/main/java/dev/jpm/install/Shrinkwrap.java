package dev.jpm.install;

import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.Folders;
import dev.jpm.linker.Layout;
import dev.jpm.lockfile.LockWriter;
import dev.jpm.lockfile.PackageLock;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.InstalledGraph;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the lockfile one that is published with the package: npm-shrinkwrap.json. */
public final class Shrinkwrap {
  private static final String NAME = "npm-shrinkwrap.json";

  private final Workbench bench;

  public Shrinkwrap(Workbench bench) {
    this.bench = bench;
  }

  /** What was there before. */
  public enum Before {
    NOTHING,
    PACKAGE_LOCK,
    SHRINKWRAP
  }

  /**
   * What was done.
   *
   * @param version the lockfile's new version; empty where it is the old one
   */
  public record Outcome(Before before, Optional<Integer> version) {}

  /** Does it; a package-lock.json goes away. */
  public Outcome run() {
    ProjectFiles project = ProjectFiles.load(bench.surroundings().localPrefix(), true);
    PackageLock lock = project.lock();
    LockWriter.Options options = Save.options(bench.settings(), project, true);
    Tree tree = lock == null ? installed(project) : locked(project, lock);
    AtomicFile.write(project.folder().resolve(NAME), LockWriter.write(tree, options));
    if (lock == null) {
      boolean known = hiddenLockfile(project) != null;
      return outcome(Before.NOTHING, known ? options.version() : 0, options.version());
    }
    if (project.lockFile().endsWith(NAME)) {
      return outcome(Before.SHRINKWRAP, lock.version(), options.version());
    }
    Folders.remove(project.lockFile());
    return outcome(Before.PACKAGE_LOCK, lock.version(), options.version());
  }

  private static Outcome outcome(Before before, int old, int version) {
    return new Outcome(before, old == version ? Optional.empty() : Optional.of(version));
  }

  private static Tree locked(ProjectFiles project, PackageLock lock) {
    return lock.tree(project.manifest(), place -> project.manifestIn(place.value()));
  }

  private static Tree installed(ProjectFiles project) {
    Layout layout = Layout.of(project.folder());
    Tree tree = project.actual(layout, null).tree();
    String path = project.folder().toString().replace('\\', '/');
    return InstalledGraph.flagged(tree, path, project.workspaces());
  }

  private static @Nullable String hiddenLockfile(ProjectFiles project) {
    return ProjectFiles.readIfThere(
        project.folder().resolve("node_modules").resolve(".package-lock.json"));
  }
}
