package dev.jpm.linker;

import dev.jpm.fs.Folders;
import dev.jpm.fs.Presence;
import dev.jpm.fs.Retirement;
import dev.jpm.lockfile.LockWriter;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.event.Reporter;
import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Diff.Change;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes a difference real on disk, all or nothing. The life of one: {@link #link()}, then scripts
 * that run before bins exist, {@link #linkBins()}, then the other scripts, then {@link #commit()};
 * {@link #rollback()} at any point before the commit brings everything back. What a killed process
 * left is undone by {@link #recover}, which must run before the actual tree is loaded.
 *
 * <p>Nothing is written where nothing differs, and never through a symbolic link.
 */
public final class Reify implements Linking {
  private final Layout layout;
  private final ActualTree actual;
  private final Diff diff;
  private final PackageSource source;
  private final Options options;
  private final Reporter reporter;
  private final Disk disk;
  private final BinLinks bins;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final Set<Location> dropped = ConcurrentHashMap.newKeySet();

  private List<Step> steps = List.of();
  private @Nullable Arrangement arrangement;
  private boolean leavesLinks;
  private State state = State.NEW;

  private enum State {
    NEW,
    LINKED,
    COMMITTED,
    ROLLED_BACK
  }

  /**
   * How to link.
   *
   * @param force overwrite foreign files where global bins go
   * @param binLinks whether bins are linked at all ({@code --no-bin-links})
   * @param ownFiles packages whose files something may edit (an approved install script): they are
   *     copied, so that the store stays as it is
   * @param threads how many packages are put in place at the same time
   * @param lockfile what the hidden lockfile says; null for what npm writes by default
   * @param cleared node_modules folders of which nothing stays, whoever put it there
   */
  public record Options(
      boolean force,
      boolean binLinks,
      Predicate<PackageNode> ownFiles,
      int threads,
      @Nullable HiddenLockfile lockfile,
      List<Path> cleared) {
    /** As npm by default, one thread a core. */
    public static Options defaults() {
      int cores = Runtime.getRuntime().availableProcessors();
      return new Options(false, true, node -> false, Math.clamp(cores, 2, 8), null, List.of());
    }

    HiddenLockfile hiddenLockfile(Layout layout) {
      HiddenLockfile known = lockfile;
      return known == null
          ? HiddenLockfile.written(
              LockWriter.Options.of(String.valueOf(layout.project().getFileName())))
          : known;
    }

    public Options withForce(boolean on) {
      return new Options(on, binLinks, ownFiles, threads, lockfile, cleared);
    }

    public Options withBinLinks(boolean on) {
      return new Options(force, on, ownFiles, threads, lockfile, cleared);
    }

    public Options withOwnFiles(Predicate<PackageNode> test) {
      return new Options(force, binLinks, test, threads, lockfile, cleared);
    }

    public Options withLockfile(HiddenLockfile text) {
      return new Options(force, binLinks, ownFiles, threads, text, cleared);
    }

    public Options withCleared(List<Path> folders) {
      return new Options(force, binLinks, ownFiles, threads, lockfile, List.copyOf(folders));
    }
  }

  public Reify(
      Layout layout,
      ActualTree actual,
      Diff diff,
      PackageSource source,
      Options options,
      Reporter reporter) {
    this(layout, actual, diff, source, options, reporter, Disk.unwatched());
  }

  Reify(
      Layout layout,
      ActualTree actual,
      Diff diff,
      PackageSource source,
      Options options,
      Reporter reporter,
      Disk disk) {
    this.layout = layout;
    this.actual = actual;
    this.diff = diff;
    this.source = source;
    this.options = options;
    this.reporter = reporter;
    this.disk = disk;
    this.bins = new BinLinks(layout, disk, options.force());
  }

  /**
   * Undoes what a killed install left in the project; answers whether there was anything. Costs one
   * look or two at the disk where there is nothing. Throws EBUSY while another process is
   * installing into the same project.
   */
  public static boolean recover(Layout layout) {
    return recover(layout, Disk.unwatched());
  }

  static boolean recover(Layout layout, Disk disk) {
    return new Recovery(layout, disk).run();
  }

  /**
   * Whether the bins of a node are there, for {@link Diff.Options#binsInPlace}; {@code ideal} tells
   * what its links lead to.
   */
  public static Predicate<Node> binsInPlace(Layout layout, Tree ideal) {
    return node -> BinLinks.inPlace(layout, node.location(), Plan.binsOf(ideal, node));
  }

  /** Retires what is replaced or removed and puts packages and links in place. */
  @Override
  public synchronized void link() {
    requireState(State.NEW);
    removeNonFolder(layout.nodeModules());
    List<Path> otherLayout = otherLayout();
    List<Path> cleared = cleared();
    if (!diff.isEmpty() || !otherLayout.isEmpty() || !cleared.isEmpty()) {
      steps = Plan.of(layout, actual.tree(), diff, bins, otherLayout, cleared);
      checkGlobalBins();
      try {
        perform();
      } catch (RuntimeException | Error e) {
        undo(e);
        throw e;
      }
    }
    state = State.LINKED;
  }

  /** What lies in the folders of which nothing stays. */
  private List<Path> cleared() {
    List<Path> paths = new ArrayList<>();
    for (Path folder : options.cleared()) {
      Retirement.leftovers(folder).forEach(disk::remove);
      paths.addAll(Folders.entries(folder));
    }
    return paths;
  }

  /** What an isolated layout leaves besides links: its listing, and commands. */
  private List<Path> otherLayout() {
    if (layout.global() || !LinkedListing.isIn(layout)) {
      return List.of();
    }
    List<Path> paths = new ArrayList<>(List.of(layout.linkedListing()));
    paths.addAll(MapFile.isIn(layout) ? List.of(layout.packageMap()) : List.of());
    leavesLinks = true;
    TopFolders.of(layout, diff.result()).forEach(folder -> paths.add(folder.resolve(".bin")));
    return paths;
  }

  /** Makes the bins of everything new available, and of links that stay. */
  @Override
  public synchronized void linkBins() {
    requireState(State.LINKED);
    if (options.binLinks()) {
      new BinPhase(layout, diff, steps, dropped, bins).run();
    }
  }

  /**
   * Takes packages out again that are optional and could not be built, and all inside them: they
   * are gone after the commit. {@link PackageSource#optionalSet} of a package tells which.
   */
  @Override
  public void drop(Set<Location> locations) {
    dropped.addAll(locations);
  }

  @Override
  public Set<Location> dropped() {
    return Set.copyOf(dropped);
  }

  /** Forgets the old state: removes what was retired and writes the hidden lockfile. */
  @Override
  public synchronized void commit() {
    requireState(State.LINKED);
    Tree result = Dropped.without(diff.result(), dropped);
    boolean changes = !steps.isEmpty() || !dropped.isEmpty();
    if (changes || !actual.isListedAs(result)) {
      String text = layout.global() ? "" : options.hiddenLockfile(layout).of(result);
      if (changes || !text.equals(actual.hiddenLockfile())) {
        commit(text);
      }
    }
    state = State.COMMITTED;
  }

  /**
   * Brings everything back as it was before {@link #link()}; stops one that is still running.
   * Nothing to do after a commit or a second time.
   */
  @Override
  public void rollback() {
    cancelled.set(true);
    synchronized (this) {
      if (state == State.LINKED) {
        undo(null);
      }
    }
  }

  private void perform() {
    requireNoOtherWork();
    clearRetiredPlaces();
    arrangement = new Arrangement(layout, disk);
    arrangement.makeNodeModules();
    Journal.of(steps).write(layout, disk);
    arrangement.make(steps);
    tellDeprecations();
    new Placing(layout, diff, source, options, reporter, disk, dropped, cancelled).run(steps);
  }

  private void requireNoOtherWork() {
    Journal earlier = Journal.read(layout, Journal.fileOf(layout));
    if (earlier != null) {
      // Not ours, so not ours to undo.
      steps = List.of();
      Recovery.refuseWhileAlive(earlier, layout);
      throw new IllegalStateException("recover before linking");
    }
  }

  private void undo(@Nullable Throwable because) {
    state = State.ROLLED_BACK;
    try {
      bins.undo();
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

  private void commit(String hiddenLockfile) {
    boolean keepsLockfile =
        !layout.global() && Files.isDirectory(layout.nodeModules(), LinkOption.NOFOLLOW_LINKS);
    if (keepsLockfile) {
      disk.writeFile(layout.hiddenLockfile(), hiddenLockfile.getBytes(StandardCharsets.UTF_8));
    }
    if (!steps.isEmpty()) {
      disk.move(Journal.fileOf(layout), Journal.trashOf(layout));
    }
    // From here on the new state stands, whatever cannot be tidied up.
    state = State.COMMITTED;
    removeTrash();
    if (keepsLockfile) {
      // Removing changed folders' times; the lockfile must be the youngest of all to be believed.
      disk.touch(layout.hiddenLockfile(), FileTime.from(Instant.now()));
    }
  }

  private void removeTrash() {
    List<Path> trash = new ArrayList<>(Journal.of(steps).retired());
    for (Location location : dropped) {
      Node node = diff.result().at(location);
      if (node != null) {
        trash.addAll(bins.owned(location, Plan.binsOf(diff.result(), node)));
      }
      trash.add(layout.folder(location));
    }
    try {
      Parallel.forEach(trash, options.threads(), disk::remove);
      if (!steps.isEmpty()) {
        disk.remove(Journal.trashOf(layout));
      }
      if (leavesLinks) {
        TopFolders.removeEmpty(layout, diff.result(), disk);
      }
    } catch (JpmException e) {
      reporter.on(
          new Event.Warning("cleanup", "Failed to remove some directories: " + e.sentence()));
    }
  }

  /** Makes room where retired folders will lie, also where an earlier process left some. */
  private void clearRetiredPlaces() {
    Set<Path> folders = new LinkedHashSet<>();
    for (Step step : steps) {
      if (step instanceof Step.Retire(Path _, Path to) && Presence.at(to)) {
        disk.remove(to);
      }
    }
    if (!actual.trusted()) {
      folders.add(layout.nodeModules());
      folders.add(layout.nodeModules().resolve(".bin"));
      for (Node node : actual.tree().nodes().values()) {
        Path parent = layout.folder(node.location()).getParent();
        if (node.location().isInNodeModules() && parent != null) {
          folders.add(parent);
        }
      }
    }
    for (Path folder : folders) {
      Retirement.leftovers(folder).forEach(disk::remove);
    }
  }

  private void checkGlobalBins() {
    for (Change change : diff.changes()) {
      switch (change) {
        case Change.Add(Node ideal) -> check(ideal);
        case Change.Replace(Node _, Node ideal) -> check(ideal);
        case Change.Remove _ -> {}
      }
    }
  }

  private void check(Node ideal) {
    bins.check(ideal.location(), Plan.binsOf(diff.result(), ideal));
  }

  private void removeNonFolder(Path nodeModules) {
    if (Presence.at(nodeModules)
        && !Files.isDirectory(nodeModules, LinkOption.NOFOLLOW_LINKS)
        && !options.force()) {
      reporter.on(new Event.Warning("reify", "Removing non-directory " + nodeModules));
      disk.remove(nodeModules);
    }
  }

  private void tellDeprecations() {
    for (Step step : steps) {
      if (step instanceof Step.Place place) {
        Deprecations.tell(place.node(), reporter);
      }
    }
  }

  private void requireState(State wanted) {
    if (state != wanted) {
      throw new IllegalStateException("expected " + wanted + " but is " + state);
    }
  }
}
