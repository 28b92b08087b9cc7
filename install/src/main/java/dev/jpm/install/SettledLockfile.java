package dev.jpm.install;

import dev.jpm.linker.ActualTree;
import dev.jpm.lockfile.LockWriter;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.Resolution;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a lockfile that is being written is one that the next install would leave as it is, with
 * nothing to do. npm's rules do not promise that, so it is tried: the text is read back and
 * resolved in memory while packages are put in place, by code that has just run and is quick by
 * now. The next install then need not find out.
 */
final class SettledLockfile {
  private final Workbench bench;
  private final ResolvePhase resolving;
  private final GitPackages git;
  private final Downloads downloads;
  private @Nullable Future<Optional<ForNextTime.Done>> begun;

  SettledLockfile(Workbench bench, ResolvePhase resolving, GitPackages git, Downloads downloads) {
    this.bench = bench;
    this.resolving = resolving;
    this.git = git;
    this.downloads = downloads;
  }

  /**
   * Begins to find out.
   *
   * @param loaded what the install that writes the lockfile began with
   * @param lockfile its text
   * @param left what that install leaves on disk
   * @param options how that is held against what should be there
   */
  void begin(
      ExecutorService threads,
      Loaded loaded,
      Supplier<String> lockfile,
      Tree left,
      Diff.Options options) {
    begun = threads.submit(() -> find(loaded, lockfile.get(), left, options));
  }

  /**
   * What an install from the lockfile comes to, where that changes nothing; empty where it would,
   * or where that could not be found out.
   */
  Optional<ForNextTime.Done> answer() {
    try {
      return begun == null ? Optional.empty() : begun.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException failed) {
      // The next install asks the same and tells of it; this one has done its work.
      return Optional.empty();
    }
  }

  private Optional<ForNextTime.Done> find(
      Loaded loaded, String text, Tree left, Diff.Options options) {
    if (text.equals(loaded.project().lockText())) {
      return Optional.empty();
    }
    ProjectFiles project = loaded.project().withLock(text);
    Loaded next =
        new Loaded(
            project,
            loaded.asked(),
            StartingPoint.of(project),
            new ActualTree(left, true, null),
            loaded.runtimes(),
            loaded.platform());
    return resolved(next)
        .filter(again -> text.equals(written(project, again)))
        .map(again ->
            new ForNextTime.Done(
                project, Diff.between(left, again.tree(), options), again, Optional.empty()))
        .filter(done -> done.diff().isEmpty());
  }

  private Optional<Resolution.Resolved> resolved(Loaded next) {
    try {
      return resolving.again(next, git, downloads) instanceof Resolution.Resolved again
          ? Optional.of(again)
          : Optional.empty();
    } catch (JpmException unsettled) {
      return Optional.empty();
    }
  }

  private String written(ProjectFiles project, Resolution.Resolved again) {
    LockWriter.Options options =
        Save.options(bench.settings(), project, Save.usesPackageLock(bench.settings()));
    return LockWriter.write(again.tree(), options.with(again.findings()));
  }
}
