package dev.jpm.install;

import dev.jpm.linker.ActualTree;
import dev.jpm.linker.Layout;
import dev.jpm.model.Want;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.error.JpmException.Because;
import dev.jpm.model.event.Event;
import dev.jpm.model.protocol.AskedSpecs;
import dev.jpm.resolver.Changes;
import dev.jpm.resolver.ConflictFacts;
import dev.jpm.resolver.Explainer;
import dev.jpm.resolver.IdealTree;
import dev.jpm.resolver.ManifestSource;
import dev.jpm.resolver.PackumentSource;
import dev.jpm.resolver.PeerConflict;
import dev.jpm.resolver.PickListener;
import dev.jpm.resolver.PickOptions;
import dev.jpm.resolver.Resolution;
import dev.jpm.resolver.ResolveOptions;
import dev.jpm.resolver.ResolveRequest;
import dev.jpm.resolver.StartingTree;
import dev.jpm.resolver.VersionPicker;
import dev.jpm.resolver.WaysOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * From what is there and what is asked for to the ideal tree: the resolver's ports are wired here.
 */
final class ResolvePhase {
  private final Workbench bench;
  private final InstallRequest request;
  private final Layout layout;
  private volatile @Nullable Foretold foretold;
  private @Nullable Set<String> decidedBy;

  ResolvePhase(Workbench bench, InstallRequest request, Layout layout) {
    this.bench = bench;
    this.request = request;
    this.layout = layout;
  }

  /**
   * The ideal tree; warnings are reported.
   *
   * @param fetches whether a pick starts that tarball's download
   * @throws JpmException ERESOLVE where peers contradict each other
   */
  Resolution.Resolved run(
      Loaded loaded,
      GitPackages git,
      Downloads downloads,
      ExecutorService threads,
      boolean fetches) {
    ResolveOptions options = options(loaded);
    StartingTree start = startingTree(loaded);
    Foretold told = Foretold.begin(bench, wants(loaded, start), options, threads);
    foretold = told;
    PickListener listener = fetches ? downloads : (name, manifest) -> {};
    VersionPicker picker = new VersionPicker();
    Packuments packuments =
        new Packuments(bench::packuments, told, picker, picks(options), threads);
    Consulted consulted = new Consulted(packuments);
    OutsideManifests outside = outside(loaded, git, downloads);
    IdealTree idealTree = new IdealTree(consulted, outside, listener, picker);
    Resolution resolution = idealTree.resolve(asked(loaded, start));
    if (start instanceof StartingTree.Nothing && !outside.wasAsked() && !told.isTold()) {
      decidedBy = consulted.names();
    }
    return switch (resolution) {
      case Resolution.Resolved resolved -> {
        resolved
            .warnings()
            .forEach(warning ->
                bench
                    .surroundings()
                    .reporter()
                    .on(new Event.Warning(warning.code(), warning.message())));
        yield resolved;
      }
      case Resolution.Conflict(PeerConflict conflict) ->
          throw error(conflict, new WaysOut(packuments).of(conflict));
    };
  }

  /**
   * After {@link #run}: the packages whose packuments, with what the project asks for, decided all
   * of it; empty where more did, a lockfile or a folder.
   */
  Optional<Set<String>> decidedBy() {
    return Optional.ofNullable(decidedBy);
  }

  /** The same once more: nothing is reported and nothing fetched ahead. */
  Resolution again(Loaded loaded, GitPackages git, Downloads downloads) {
    PackumentSource fetched = name -> FetchedPackuments.answer(bench.packuments().fetch(name));
    Foretold told = foretold;
    PackumentSource known = told == null ? fetched : told.before(fetched);
    ManifestSource outside = outside(loaded, git, downloads);
    return new IdealTree(known, outside, (name, manifest) -> {}, new VersionPicker())
        .resolve(asked(loaded, startingTree(loaded)));
  }

  /** What is asked of the registry first; nothing where what is there tells most of the rest. */
  private static List<Want> wants(Loaded loaded, StartingTree start) {
    if (!(start instanceof StartingTree.Nothing)) {
      return List.of();
    }
    List<Want> wants = new ArrayList<>();
    loaded.project().manifests(false).values().forEach(m -> wants.addAll(Want.ofProject(m)));
    for (String argument : loaded.asked().specs()) {
      Want.ofArgument(argument).ifPresent(wants::add);
    }
    Set<String> own = loaded.project().workspaces().keySet();
    wants.removeIf(want -> own.contains(want.name().value()));
    return wants;
  }

  private OutsideManifests outside(Loaded loaded, GitPackages git, Downloads downloads) {
    return new OutsideManifests(bench, loaded.project(), git, downloads);
  }

  private ResolveRequest asked(Loaded loaded, StartingTree start) {
    ProjectFiles project = loaded.project();
    return new ResolveRequest(
        project.folder().toString().replace('\\', '/'),
        project.manifest(),
        project.workspaces(),
        start,
        changes(loaded.asked()),
        options(loaded));
  }

  private static PickOptions picks(ResolveOptions options) {
    return PickOptions.on(options.platform())
        .withBefore(options.releaseAge().before())
        .withDefaultTag(options.defaultTag());
  }

  private static JpmException error(PeerConflict conflict, List<String> waysOut) {
    JpmException error =
        JpmException.of(
                ErrorCode.ERESOLVE,
                Explainer.summary(conflict) + "\n\n" + Explainer.explain(conflict))
            .withBecause(new Because(List.of(), ConflictFacts.of(conflict)));
    for (String way : waysOut) {
      error = error.withHint("What would do: " + way);
    }
    return error.withHint(
        "Change one of the two, or go on with a tree that may be broken: --force, or"
            + " --legacy-peer-deps to leave peers out");
  }

  private StartingTree startingTree(Loaded loaded) {
    LockfileImport imported = request.imported();
    if (imported != null) {
      return new StartingTree.Nothing(false, ForeignVersions.imported(imported.lock()));
    }
    // What lies in the global folder is of no matter to what is added there.
    boolean anew = layout.global() || request.changes().updateAll();
    ActualTree actual = loaded.actual();
    StartingTree start = loaded.start().forResolver(actual.tree(), actual.trusted(), anew);
    return start instanceof StartingTree.Nothing nothing
            && !anew
            && Save.usesPackageLock(bench.settings())
        ? new StartingTree.Nothing(
            nothing.lockfileExists(), ForeignVersions.besideProject(layout.project()))
        : start;
  }

  /** Whether a lockfile is all that is to come of it. */
  boolean isLockOnly() {
    return is("package-lock-only") || request.imported() != null;
  }

  private Changes changes(AskedSpecs asked) {
    Changes changes = request.changes().adding(asked.specs());
    return layout.global() && request.updates()
        ? Changes.adding(null, GlobalPackages.updates(layout, changes.updateNames()))
        : changes;
  }

  private ResolveOptions options(Loaded loaded) {
    ResolveOptions options =
        new ResolveSettings(bench.settings(), bench.surroundings().clock()).on(loaded.platform());
    boolean prunes = request.unasked() == InstallRequest.Unasked.GO;
    if (isLockOnly() && prunes) {
      options = options.with(ResolveOptions.Flag.LEAVE_BUNDLES);
    } else if (isLockOnly() || is("dry-run")) {
      options = options.with(ResolveOptions.Flag.COMPLETE);
    }
    if (request.frozen()) {
      options = options.with(ResolveOptions.Flag.LEAVE_MISSING_OPTIONAL);
    }
    options =
        switch (request.unasked()) {
          case GO_WITH_CHANGES -> options;
          case GO -> options.with(ResolveOptions.Flag.PRUNE);
          case STAY -> options.with(ResolveOptions.Flag.KEEP_EXTRANEOUS);
        };
    return request.save()
        ? options.with(ResolveOptions.Flag.SAVE)
        : options.without(ResolveOptions.Flag.SAVE);
  }

  private boolean is(String setting) {
    return bench.settings().flag(setting);
  }
}
