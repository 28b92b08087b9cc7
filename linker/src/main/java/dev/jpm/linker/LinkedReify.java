package dev.jpm.linker;

import dev.jpm.cache.VirtualStore;
import dev.jpm.fs.Folders;
import dev.jpm.fs.Presence;
import dev.jpm.linker.virtual.PackageMap;
import dev.jpm.linker.virtual.ProjectLinks;
import dev.jpm.linker.virtual.VirtualTree;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.event.Reporter;
import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Puts a tree on disk as an isolated layout: every package is an entry of the virtual store, made
 * once per machine, and the project gets links to what it asks for. The project's part is made
 * under the same journal as that of {@link Reify}; entries need none, as they appear whole.
 */
public final class LinkedReify implements Linking {
  private final Layout place;
  private final ActualTree actual;
  private final Diff diff;
  private final Tools tools;
  private final Disk disk;
  private final @Nullable Known known;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final Set<Location> dropped = new HashSet<>();

  private Layout layout;
  private List<Step> steps = List.of();
  private @Nullable Arrangement arrangement;
  private @Nullable LinkedListing listing;
  private SequencedMap<Location, String> paths = new LinkedHashMap<>();
  private @Nullable PackageMap map;
  private Set<String> registered = Set.of();
  private boolean changed;
  private State state = State.NEW;

  private enum State {
    NEW,
    LINKED,
    COMMITTED,
    ROLLED_BACK
  }

  /**
   * What it works with.
   *
   * @param scripts runs the install scripts of packages
   * @param again packages whose scripts are to run although they have
   * @param expected entries that were named before, of what may be the same tree; or null
   * @param mapped whether a package map stands for the links of the project
   */
  public record Tools(
      VirtualStore store,
      PackageSource source,
      EntryScripts scripts,
      Reify.Options options,
      Reporter reporter,
      Set<Location> again,
      @Nullable VirtualTree expected,
      boolean mapped) {
    public Tools {
      again = Set.copyOf(again);
    }
  }

  /**
   * What an earlier install of the same came to.
   *
   * @param paths of entries by place, sorted by place; all are there
   * @param map the package map, where one is wanted
   */
  public record Known(SequencedMap<Location, String> paths, @Nullable PackageMap map) {
    public Known {
      paths = Collections.unmodifiableSequencedMap(paths);
    }
  }

  public LinkedReify(Layout layout, ActualTree actual, Diff diff, Tools tools) {
    this(layout, actual, diff, tools, null, Disk.unwatched());
  }

  /** The same where every package's entry is known already. */
  public static LinkedReify ofKnown(
      Layout layout, ActualTree actual, Diff diff, Tools tools, Known known) {
    return new LinkedReify(layout, actual, diff, tools, known, Disk.unwatched());
  }

  LinkedReify(
      Layout layout, ActualTree actual, Diff diff, Tools tools, @Nullable Known known, Disk disk) {
    this.known = known;
    this.place = layout;
    this.layout = layout;
    this.actual = actual;
    this.diff = diff;
    this.tools = tools;
    this.disk = disk;
  }

  /** Where packages lie: after {@link #link} all in the virtual store. */
  public Layout layout() {
    return layout;
  }

  /** The paths of entries by place: after {@link #link} those of all packages. */
  public SequencedMap<Location, String> paths() {
    return Collections.unmodifiableSequencedMap(paths);
  }

  /** The package map, after {@link #link} where one was asked for. */
  public @Nullable PackageMap map() {
    return map;
  }

  /**
   * When the folders of what was put in place last changed, after {@link #commit}.
   *
   * @param tree what is on disk
   * @param now milliseconds
   */
  public FolderTimes times(Tree tree, long now) {
    return FolderTimes.ofLinks(layout, tools.store().folder(), paths, tree, now);
  }

  /** Whether a map that was made before may be given to {@link #ofKnown}. */
  public static boolean fits(Layout layout, VirtualStore store, PackageMap map) {
    return new MapFile(layout, store.folder()).fits(map);
  }

  /** Whether anything in the project differs from what it was. */
  public boolean isChanged() {
    return changed;
  }

  @Override
  public synchronized void link() {
    requireState(State.NEW);
    tellDeprecations();
    Entries entries = entries();
    paths = entries.paths();
    layout = place.with(new EntryFolders(tools.store().folder(), paths));
    listing = listing(entries.tree(), paths);
    changed = listing != null;
    steps = steps(entries);
    changed |= !steps.isEmpty();
    if (!steps.isEmpty() && listing == null) {
      listing =
          new LinkedListing(
              tools.store().folder(),
              paths,
              tools.options().hiddenLockfile(place).of(entries.tree()));
    }
    register(new LinkedHashSet<>(paths.values()), true);
    if (changed) {
      try {
        perform();
      } catch (RuntimeException | Error e) {
        undo(e);
        throw e;
      }
    }
    state = State.LINKED;
  }

  private List<Step> steps(Entries entries) {
    ProjectLinks links = ProjectLinks.of(entries.tree());
    boolean bins = tools.options().binLinks();
    if (!tools.mapped()) {
      return LinkedPlan.of(layout, links, bins, null, changed);
    }
    MapFile file = new MapFile(layout, tools.store().folder());
    PackageMap made = known == null ? null : known.map();
    PackageMap wanted = made == null ? file.of(entries.tree(), entries.paths()) : made;
    map = wanted;
    return LinkedPlan.of(layout, links.onlyBins(), bins, file.text(wanted), changed);
  }

  /** What is to be on disk, and which entry of the virtual store each package is. */
  private record Entries(Tree tree, SequencedMap<Location, String> paths) {}

  private Entries entries() {
    Known there = known;
    if (there != null) {
      tools.store().use();
      return new Entries(diff.result(), there.paths());
    }
    EntryPhase phase = new EntryPhase(tools, place, disk, cancelled);
    EntryPhase.Result result = phase.run(diff.result());
    dropped.addAll(phase.dropped());
    return new Entries(result.tree(), new LinkedHashMap<>(new TreeMap<>(result.virtual().paths())));
  }

  /** What is to be listed; null where that is listed already. */
  private @Nullable LinkedListing listing(Tree tree, SequencedMap<Location, String> paths) {
    LinkedListing before = LinkedListing.read(place);
    boolean same =
        before != null
            && before.entries().equals(paths)
            && before.store().equals(tools.store().folder());
    if (same && actual.isListedAs(tree)) {
      return null;
    }
    String text = tools.options().hiddenLockfile(place).of(tree);
    return same && text.equals(actual.hiddenLockfile())
        ? null
        : new LinkedListing(tools.store().folder(), paths, text);
  }

  /** Commands are linked with the packages. */
  @Override
  public void linkBins() {
    requireState(State.LINKED);
  }

  @Override
  public synchronized void drop(Set<Location> locations) {
    dropped.addAll(locations);
  }

  @Override
  public Set<Location> dropped() {
    return Set.copyOf(dropped);
  }

  @Override
  public synchronized void commit() {
    requireState(State.LINKED);
    LinkedListing told = listing;
    if (changed && told != null) {
      disk.writeFile(layout.linkedListing(), told.text().getBytes(StandardCharsets.UTF_8));
      disk.move(Journal.fileOf(layout), Journal.trashOf(layout));
      state = State.COMMITTED;
      removeTrash();
      register(new LinkedHashSet<>(told.entries().values()), false);
    }
    state = State.COMMITTED;
  }

  @Override
  public void rollback() {
    cancelled.set(true);
    synchronized (this) {
      if (state == State.LINKED) {
        undo(null);
      }
    }
  }

  /**
   * Notes what the project is linked to, before it is with what it was linked to so far, so that
   * nothing is taken away from under it whatever happens in between.
   */
  private void register(Set<String> entries, boolean andThoseBefore) {
    Set<String> before = andThoseBefore ? tools.store().registered(layout.project()) : registered;
    registered = before;
    if (andThoseBefore && before.containsAll(entries)) {
      return;
    }
    Set<String> all = new LinkedHashSet<>(andThoseBefore ? before : Set.of());
    all.addAll(entries);
    if (!all.equals(before)) {
      tools.store().register(layout.project(), all);
      registered = all;
    }
  }

  private void perform() {
    Journal earlier = Journal.read(layout, Journal.fileOf(layout));
    if (earlier != null) {
      // Not ours, so not ours to undo.
      steps = List.of();
      Recovery.refuseWhileAlive(earlier, layout);
      throw new IllegalStateException("recover before linking");
    }
    for (Step step : steps) {
      if (step instanceof Step.Retire(Path _, Path to) && Presence.at(to)) {
        disk.remove(to);
      }
    }
    Folders.create(layout.project());
    removeNonFolder();
    arrangement = new Arrangement(layout, disk);
    arrangement.makeNodeModules();
    Journal.of(steps).write(layout, disk);
    arrangement.make(steps);
  }

  private void removeNonFolder() {
    Path nodeModules = layout.nodeModules();
    if (Presence.at(nodeModules) && !Files.isDirectory(nodeModules, LinkOption.NOFOLLOW_LINKS)) {
      tools.reporter().on(new Event.Warning("reify", "Removing non-directory " + nodeModules));
      disk.remove(nodeModules);
    }
  }

  private void undo(@Nullable Throwable because) {
    state = State.ROLLED_BACK;
    try {
      if (!steps.isEmpty() && Files.exists(Journal.fileOf(layout))) {
        Journal.of(steps).undo(layout, disk);
        disk.remove(Journal.fileOf(layout));
      }
      if (arrangement != null) {
        arrangement.removeNewFolders();
      }
    } catch (RuntimeException e) {
      // The journal stays, so the next install tries again.
      if (because == null) {
        throw e;
      }
      because.addSuppressed(e);
    }
  }

  private void removeTrash() {
    List<Path> trash = new ArrayList<>(Journal.of(steps).retired());
    for (Location at : dropped) {
      if (diff.result().at(at) instanceof LinkNode) {
        trash.add(place.folder(at));
      }
    }
    try {
      Parallel.forEach(trash, tools.options().threads(), disk::remove);
      disk.remove(Journal.trashOf(layout));
      TopFolders.removeEmpty(layout, diff.result(), disk);
    } catch (JpmException e) {
      tools
          .reporter()
          .on(new Event.Warning("cleanup", "Failed to remove some directories: " + e.sentence()));
    }
  }

  private void tellDeprecations() {
    for (Diff.Change change : diff.changes()) {
      switch (change) {
        case Diff.Change.Add(var ideal) -> Deprecations.tell(ideal, tools.reporter());
        case Diff.Change.Replace(var _, var ideal) -> Deprecations.tell(ideal, tools.reporter());
        case Diff.Change.Remove _ -> {}
      }
    }
  }

  private void requireState(State wanted) {
    if (state != wanted) {
      throw new IllegalStateException("expected " + wanted + " but is " + state);
    }
  }
}
