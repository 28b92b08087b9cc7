package dev.jpm.install;

import dev.jpm.cache.StoredPackage;
import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.Presence;
import dev.jpm.linker.ActualTree;
import dev.jpm.linker.EntryScripts;
import dev.jpm.linker.HiddenLockfile;
import dev.jpm.linker.Layout;
import dev.jpm.linker.LinkedReify;
import dev.jpm.linker.Linking;
import dev.jpm.linker.PackageSource;
import dev.jpm.linker.Reify;
import dev.jpm.model.Integrity;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.event.Event.Phase;
import dev.jpm.model.event.Reporter;
import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * An install that was made before on this machine, of the same package.json, lockfile and settings,
 * into a folder that has no node_modules: what it came to then it comes to now, so lockfile and
 * resolver are not asked again. Without a lockfile it is that of the same package.json, as long as
 * the packuments are the same that it was chosen from. Where anything is not as it was, the usual
 * way is gone instead.
 */
final class Repetition {
  private final Workbench bench;
  private final InstallRequest request;
  private final Layout layout;
  private final boolean linked;
  private final Reporter reporter;
  private final Phases phases;
  private final KnownOutcomes known;

  /**
   * @param known what there is to know of earlier installs
   */
  Repetition(
      Workbench bench, InstallRequest request, Layout layout, boolean linked, KnownOutcomes known) {
    this.bench = bench;
    this.request = request;
    this.layout = layout;
    this.linked = linked;
    this.known = known;
    this.reporter = bench.surroundings().reporter();
    this.phases = new Phases(reporter);
  }

  /**
   * Makes it; empty where that cannot be, and then nothing has been done.
   *
   * @param upToDate is told that all is in order afterwards
   * @param begun when the install began, by {@link System#nanoTime}
   */
  Optional<InstallResult> run(UpToDate upToDate, long begun) {
    if (!known.applies() || Presence.at(layout.nodeModules())) {
      return Optional.empty();
    }
    // Both take their time, and neither needs the other.
    FutureTask<ProjectFiles> project =
        new FutureTask<>(() -> ProjectFiles.load(layout.project(), false));
    Thread.ofPlatform().daemon().start(project);
    KnownOutcomes.Known found = known.find().orElse(null);
    if (found == null) {
      return Optional.empty();
    }
    Outcome outcome = found.outcome();
    ChosenLockfile chosen = found.chosen();
    Map<Integrity, StoredPackage> stored = stored(outcome);
    if (stored == null || (chosen != null && !chosen.wouldBeAgain(bench))) {
      return Optional.empty();
    }
    return Optional.of(make(found, stored, loaded(project), upToDate, begun));
  }

  /** The packages that files come from; null where one is not in the store any more. */
  private @Nullable Map<Integrity, StoredPackage> stored(Outcome outcome) {
    if (linked) {
      boolean all = outcome.entries().values().stream().allMatch(bench.store().virtual()::has);
      return all ? Map.of() : null;
    }
    Set<Integrity> wanted = outcome.integrities();
    Map<Integrity, StoredPackage> found = StoreLookups.all(bench.store(), wanted);
    return found.size() == wanted.size() ? found : null;
  }

  private static ProjectFiles loaded(FutureTask<ProjectFiles> project) {
    try {
      return project.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof JpmException known ? known : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private InstallResult make(
      KnownOutcomes.Known found,
      Map<Integrity, StoredPackage> stored,
      ProjectFiles project,
      UpToDate upToDate,
      long begun) {
    Outcome outcome = found.outcome();
    found.warnings().forEach(reporter::on);
    reporter.on(new Event.FoundInStore(stored.size()));
    Tree tree = outcome.tree(project.manifest());
    Tree empty = Tree.of(List.of(tree.root()));
    Diff diff = Diff.between(empty, tree, Diff.Options.DEFAULT);
    InstallAudit audit = request.audited() ? InstallAudit.of(bench, tree) : InstallAudit.none();
    Linking linking = linking(outcome, new ActualTree(empty, false, null), diff, source(stored));
    try {
      phases.in(Phase.LINK, linking::link);
      phases.in(Phase.SCRIPTS, linking::linkBins);
      phases.in(Phase.SAVE, () -> save(found.chosen(), project, linking));
    } catch (RuntimeException | Error e) {
      linking.rollback();
      throw e;
    }
    runProjectScripts(project);
    InstallResult result =
        new InstallResult(
            diff.changes(),
            diff.counts(),
            List.of(),
            outcome.funding(),
            outcome.heldBack(),
            audit.result(),
            false,
            Duration.ofNanos(System.nanoTime() - begun));
    upToDate.remember(result, tree, project, linking);
    return result;
  }

  private static void save(@Nullable ChosenLockfile chosen, ProjectFiles project, Linking linking) {
    if (chosen != null) {
      AtomicFile.write(project.lockFile(), chosen.text());
    }
    linking.commit();
  }

  private Linking linking(Outcome outcome, ActualTree empty, Diff diff, PackageSource source) {
    Reify.Options options =
        Reify.Options.defaults()
            .withBinLinks(is("bin-links"))
            .withLockfile(HiddenLockfile.known(outcome.lockfile()));
    return linked
        ? LinkedReify.ofKnown(
            layout,
            empty,
            diff,
            new LinkedReify.Tools(
                bench.store().virtual(),
                source,
                EntryScripts.NONE,
                options,
                reporter,
                Set.of(),
                null,
                outcome.map() != null),
            new LinkedReify.Known(outcome.entries(), outcome.map()))
        : new Reify(layout, empty, diff, source, options, reporter);
  }

  private static PackageSource source(Map<Integrity, StoredPackage> stored) {
    return new PackageSource() {
      @Override
      public StoredPackage await(PackageNode node) {
        StoredPackage found = stored.get(node.integrity());
        if (found == null) {
          throw new IllegalStateException("no package looked up for " + node.location());
        }
        return found;
      }

      @Override
      public Set<Location> optionalSet(PackageNode node) {
        return Set.of(node.location());
      }
    };
  }

  private void runProjectScripts(ProjectFiles project) {
    if (request.projectScripts() && !is("ignore-scripts") && ProjectScripts.existIn(project)) {
      Path folder = project.folder();
      new ProjectScripts(bench, project, Runtimes.of(bench, folder, project.manifest())).run();
    }
  }

  private boolean is(String setting) {
    return bench.settings().flag(setting);
  }
}
