package dev.jpm.install;

import dev.jpm.cache.StoredPackage;
import dev.jpm.linker.ActualTree;
import dev.jpm.linker.EntryScripts;
import dev.jpm.linker.HiddenLockfile;
import dev.jpm.linker.Layout;
import dev.jpm.linker.LinkedReify;
import dev.jpm.linker.Linking;
import dev.jpm.linker.PackageSource;
import dev.jpm.linker.Reify;
import dev.jpm.linker.virtual.PackageMap;
import dev.jpm.model.Integrity;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.event.Event.Phase;
import dev.jpm.model.event.Reporter;
import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * An install that was made before on this machine, of the same package.json, lockfile and settings,
 * into a folder that has no node_modules: what it came to then it comes to now, so lockfile and
 * resolver are not asked again. Where anything is not as it was, the usual way is gone instead.
 */
final class Repetition {
  private final Workbench bench;
  private final InstallRequest request;
  private final Layout layout;
  private final boolean linked;
  private final Reporter reporter;
  private final Phases phases;

  /** Whether there is a note that tells nothing, so that it is to be written anew. */
  private boolean useless;

  Repetition(Workbench bench, InstallRequest request, Layout layout, boolean linked) {
    this.bench = bench;
    this.request = request;
    this.layout = layout;
    this.linked = linked;
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
    if (!applies() || Files.exists(layout.nodeModules(), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    byte[] note = note();
    if (note == null) {
      return Optional.empty();
    }
    // Both take their time, and neither needs the other.
    FutureTask<ProjectFiles> project =
        new FutureTask<>(() -> ProjectFiles.load(layout.project(), false));
    Thread.ofPlatform().daemon().start(project);
    Outcome outcome = Outcome.decode(note).orElse(null);
    useless = outcome == null || !hasItsMap(outcome);
    if (outcome == null || useless) {
      return Optional.empty();
    }
    Map<Integrity, StoredPackage> stored = stored(outcome);
    return stored == null
        ? Optional.empty()
        : Optional.of(make(outcome, stored, loaded(project), upToDate, begun));
  }

  /**
   * Keeps what an install came to that began with a lockfile, left it as it was, and put all of it
   * in place.
   *
   * @param made who put it on disk
   */
  void remember(
      ForNextTime.Done done, InstallScriptsPhase scripts, InstallResult result, Linking made) {
    ProjectFiles project = done.project();
    Tree tree = done.diff().result();
    if (!applies()
        || project.manifest().name() == null
        || !project.workspaces().isEmpty()
        || scripts.concernsAny()
        || !Outcome.canHold(tree.nodes().values())) {
      return;
    }
    try {
      long key = key();
      if (useless || !bench.store().outcomes().has(key)) {
        HiddenLockfile text = HiddenLockfile.written(Save.options(bench.settings(), project, true));
        Outcome outcome = outcome(tree, done.resolved(), result, made, text);
        bench.store().outcomes().put(key, outcome.encoded());
      }
    } catch (IOException | JpmException unwritable) {
      // Then the next install works it out for itself.
    }
  }

  private static Outcome outcome(
      Tree tree,
      Resolution.Resolved resolved,
      InstallResult result,
      Linking made,
      HiddenLockfile lockfile) {
    List<PackageNode> packages =
        tree.nodes().values().stream()
            .filter(node -> !node.location().isRoot())
            .map(PackageNode.class::cast)
            .toList();
    SequencedMap<Location, String> entries =
        made instanceof LinkedReify links
            ? new LinkedHashMap<>(new TreeMap<>(links.paths()))
            : new LinkedHashMap<>();
    return new Outcome(
        packages,
        entries,
        made instanceof LinkedReify links ? links.map() : null,
        lockfile.of(tree),
        resolved.warnings().stream()
            .map(warning -> new Event.Warning(warning.code(), warning.message()))
            .toList(),
        result.funding(),
        result.heldBack());
  }

  private boolean hasItsMap(Outcome outcome) {
    PackageMap map = outcome.map();
    boolean wanted = linked && LinkedPhase.isMapWanted(bench.settings());
    return map == null ? !wanted : LinkedReify.fits(layout, bench.store().virtual(), map);
  }

  private boolean applies() {
    return (request.isBare() || (request.frozen() && request.changes().workspaces().isEmpty()))
        && Foreknown.allowedBy(bench.settings())
        && !is("strict-allow-scripts")
        && Save.usesPackageLock(bench.settings());
  }

  private long key() throws IOException {
    long inputs = Inputs.fingerprint(bench, layout.project(), List.of());
    return request.frozen() ? ~inputs : inputs;
  }

  private byte @Nullable [] note() {
    try {
      return bench.store().outcomes().get(key()).orElse(null);
    } catch (IOException | JpmException unreadable) {
      return null;
    }
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
      Outcome outcome,
      Map<Integrity, StoredPackage> stored,
      ProjectFiles project,
      UpToDate upToDate,
      long begun) {
    outcome.warnings().forEach(reporter::on);
    reporter.on(new Event.FoundInStore(stored.size()));
    Tree tree = outcome.tree(project.manifest());
    Tree empty = Tree.of(List.of(tree.root()));
    Diff diff = Diff.between(empty, tree, Diff.Options.DEFAULT);
    InstallAudit audit = request.audited() ? InstallAudit.of(bench, tree) : InstallAudit.none();
    Linking linking = linking(outcome, new ActualTree(empty, false, null), diff, source(stored));
    try {
      phases.in(Phase.LINK, linking::link);
      phases.in(Phase.SCRIPTS, linking::linkBins);
      phases.in(Phase.SAVE, linking::commit);
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
