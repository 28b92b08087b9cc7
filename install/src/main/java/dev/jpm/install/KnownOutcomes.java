package dev.jpm.install;

import dev.jpm.cache.OutcomeNotes;
import dev.jpm.linker.HiddenLockfile;
import dev.jpm.linker.Layout;
import dev.jpm.linker.LinkedReify;
import dev.jpm.linker.Linking;
import dev.jpm.linker.virtual.PackageMap;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.Resolution;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What installs on this machine came to, by what they went by, as the store keeps it. A note only
 * saves work: one that is gone, damaged or cannot be written is one that never was.
 */
final class KnownOutcomes {
  private final Workbench bench;
  private final InstallRequest request;
  private final Layout layout;
  private final boolean linked;

  /** Whether there is a note that tells nothing, so that it is to be written anew. */
  private boolean useless;

  KnownOutcomes(Workbench bench, InstallRequest request, Layout layout, boolean linked) {
    this.bench = bench;
    this.request = request;
    this.layout = layout;
    this.linked = linked;
  }

  /**
   * What an install will come to.
   *
   * @param chosen the lockfile that the project is to get; null where it has one
   */
  record Known(Outcome outcome, @Nullable ChosenLockfile chosen) {
    /** What the resolver would warn of. */
    List<Event.Warning> warnings() {
      return chosen == null ? outcome.warnings() : chosen.warnings();
    }
  }

  /** Whether it is an install that anything can be known of. */
  boolean applies() {
    return (request.isBare() || (request.frozen() && request.changes().workspaces().isEmpty()))
        && Foreknown.allowedBy(bench.settings())
        && !is("strict-allow-scripts")
        && Save.usesPackageLock(bench.settings());
  }

  /** What is known of this install; of a lockfile it is not yet known that it still holds. */
  Optional<Known> find() {
    try {
      long key = key();
      OutcomeNotes outcomes = bench.store().outcomes();
      byte[] note = outcomes.get(key).orElse(null);
      ChosenLockfile chosen = note == null ? chosen(key) : null;
      if (chosen != null) {
        note = outcomes.get(chosen.outcome()).orElse(null);
      }
      return note == null ? Optional.empty() : known(note, chosen);
    } catch (IOException | JpmException unreadable) {
      return Optional.empty();
    }
  }

  private @Nullable ChosenLockfile chosen(long key) {
    return bench.store().chosen().get(key).flatMap(ChosenLockfile::decode).orElse(null);
  }

  private Optional<Known> known(byte[] note, @Nullable ChosenLockfile chosen) {
    Optional<Outcome> outcome = Outcome.decode(note).filter(this::hasItsMap);
    useless = outcome.isEmpty();
    return outcome.map(known -> new Known(known, chosen));
  }

  private boolean hasItsMap(Outcome outcome) {
    PackageMap map = outcome.map();
    boolean wanted = linked && LinkedPhase.isMapWanted(bench.settings());
    return map == null ? !wanted : LinkedReify.fits(layout, bench.store().virtual(), map);
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
        warnings(resolved),
        result.funding(),
        result.heldBack());
  }

  /**
   * Keeps the lockfile that a project without one was given.
   *
   * @param done what the install decided
   * @param settled what an install from that lockfile decides: the same, and it was remembered
   */
  void rememberLockfile(ForNextTime.Done done, ForNextTime.Done settled) {
    String text = settled.project().lockText();
    Set<String> names = done.decidedBy().orElse(null);
    if (names == null || text == null || !applies() || isOfTheDay()) {
      return;
    }
    try {
      long outcome = key();
      SequencedMap<String, Long> marks = ChosenLockfile.marks(bench, names);
      if (marks != null && bench.store().outcomes().has(outcome)) {
        ChosenLockfile chosen = new ChosenLockfile(text, outcome, warnings(done.resolved()), marks);
        bench
            .store()
            .chosen()
            .put(Inputs.beforeLockfile(bench, layout.project()), chosen.encoded());
      }
    } catch (IOException | JpmException unwritable) {
      // Then the next install works it out for itself.
    }
  }

  /** Whether what is chosen depends on the day on which it is. */
  private boolean isOfTheDay() {
    return bench.settings().number("min-release-age") > 0;
  }

  private long key() throws IOException {
    long inputs = Inputs.fingerprint(bench, layout.project(), List.of());
    return request.frozen() ? ~inputs : inputs;
  }

  private static List<Event.Warning> warnings(Resolution.Resolved resolved) {
    return resolved.warnings().stream()
        .map(warning -> new Event.Warning(warning.code(), warning.message()))
        .toList();
  }

  private boolean is(String setting) {
    return bench.settings().flag(setting);
  }
}
