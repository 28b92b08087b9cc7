package dev.jpm.linker;

import dev.jpm.cache.VirtualStore;
import dev.jpm.linker.virtual.Entry;
import dev.jpm.linker.virtual.Naming;
import dev.jpm.linker.virtual.Target;
import dev.jpm.linker.virtual.VirtualTree;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.event.Reporter;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that every package of a tree has its entry in the virtual store. Where all are there
 * already, nothing but their presence is looked at.
 *
 * <p>An optional package that cannot be had or built goes with all that only it needs. Those who
 * depend on it are other entries then, so all begins anew with the smaller tree; what was published
 * for the larger one hurts nobody.
 */
final class EntryPhase {
  private final VirtualStore store;
  private final PackageSource source;
  private final EntryScripts scripts;
  private final Reporter reporter;
  private final EntryMaker maker;
  private final Naming naming;
  private final int threads;
  private final @Nullable VirtualTree expected;
  private final AtomicBoolean cancelled;
  private final Map<Location, String> contents = new HashMap<>();
  private final Set<Location> dropped = ConcurrentHashMap.newKeySet();

  /** What is to be built anew though it is there. */
  private final Set<Location> again;

  private final Set<String> builtAgain = new HashSet<>();

  /** The tree that could be had and its entries, all of which are in the store. */
  record Result(Tree tree, VirtualTree virtual) {}

  EntryPhase(LinkedReify.Tools tools, Layout layout, Disk disk, AtomicBoolean cancelled) {
    this.store = tools.store();
    this.source = tools.source();
    this.scripts = tools.scripts();
    this.reporter = tools.reporter();
    this.again = tools.again();
    this.expected = tools.expected();
    this.threads = tools.options().threads();
    this.cancelled = cancelled;
    this.maker = new EntryMaker(layout, store, source, disk);
    this.naming =
        new Naming(
            node -> contents.getOrDefault(node.location(), Naming.contentIn(node)),
            place -> layout.folder(place).toString(),
            scripts::mayRun,
            scripts.builtOn());
  }

  Result run(Tree wanted) {
    store.use();
    while (true) {
      Tree tree = Dropped.without(wanted, dropped);
      int before = dropped.size();
      learnContents(tree);
      if (dropped.size() == before) {
        VirtualTree virtual = named(tree);
        make(tree, virtual);
        if (dropped.size() == before) {
          return new Result(tree, virtual);
        }
      }
    }
  }

  private VirtualTree named(Tree tree) {
    VirtualTree known = expected;
    return known != null && contents.isEmpty() && known.isOf(tree)
        ? known
        : VirtualTree.of(tree, naming);
  }

  /** Places of optional packages that are left out. */
  Set<Location> dropped() {
    return dropped;
  }

  /** A lockfile does not tell the bytes of git commits and folders; the store does. */
  private void learnContents(Tree tree) {
    for (Node node : tree.nodes().values()) {
      if (node instanceof PackageNode here
          && here.integrity() == null
          && here.location().isInNodeModules()
          && !here.inBundle()
          && !isFromUrl(here)
          && !contents.containsKey(here.location())) {
        try {
          contents.put(here.location(), source.await(here).integrity().value());
        } catch (JpmException e) {
          if (!here.has(DepFlag.OPTIONAL)) {
            throw e;
          }
          dropped.addAll(source.optionalSet(here));
        }
      }
    }
  }

  /** A URL stands for its bytes where no integrity does, as for every install. */
  private static boolean isFromUrl(PackageNode node) {
    String resolved = node.resolved();
    return resolved != null && resolved.startsWith("http");
  }

  private void make(Tree tree, VirtualTree virtual) {
    List<Entry> plain = new ArrayList<>();
    List<Entry> built = new ArrayList<>();
    for (Entry entry : virtual.entries()) {
      if (!store.has(entry.path()) || isToBeBuiltAgain(entry)) {
        (entry.built() ? built : plain).add(entry);
      }
    }
    AtomicInteger done = new AtomicInteger();
    int total = plain.size() + built.size();
    int before = dropped.size();
    arrivals()
        .each(
            plain,
            (entry, stored) -> {
              store.publish(maker.make(tree, virtual, entry, stored), entry.path());
              reporter.on(
                  new Event.LinkProgress(done.incrementAndGet(), total, stored.files().size()));
            },
            this::drop);
    for (List<Entry> wave : waves(virtual, built)) {
      if (dropped.size() == before) {
        build(
            tree,
            virtual,
            wave,
            files -> reporter.on(new Event.LinkProgress(done.incrementAndGet(), total, files)));
      }
    }
  }

  private boolean isToBeBuiltAgain(Entry entry) {
    return entry.built()
        && !builtAgain.contains(entry.path())
        && entry.places().stream().anyMatch(again::contains);
  }

  private Arrivals arrivals() {
    return new Arrivals(source, threads, cancelled);
  }

  /** Publishes only what its scripts have left in order. */
  private void build(Tree tree, VirtualTree virtual, List<Entry> wave, IntConsumer madeOfFiles) {
    Map<String, Path> made = new ConcurrentHashMap<>();
    arrivals()
        .each(
            wave,
            (entry, stored) -> {
              made.put(entry.path(), maker.make(tree, virtual, entry, stored));
              madeOfFiles.accept(stored.files().size());
            },
            this::drop);
    Map<Location, Path> folders = new TreeMap<>();
    for (Entry entry : wave) {
      Path folder = made.get(entry.path());
      if (folder != null) {
        folders.put(entry.node().location(), VirtualStore.packageFolder(folder, entry.path()));
      }
    }
    Set<Location> givenUp = scripts.run(folders);
    dropped.addAll(givenUp);
    for (Entry entry : wave) {
      Path folder = made.get(entry.path());
      if (givenUp.contains(entry.node().location())) {
        drop(entry);
      } else if (folder != null) {
        publish(folder, entry);
      }
    }
  }

  private void publish(Path folder, Entry entry) {
    if (isToBeBuiltAgain(entry) && store.has(entry.path())) {
      builtAgain.add(entry.path());
      store.replace(folder, entry.path());
    } else {
      store.publish(folder, entry.path());
    }
  }

  private void drop(Entry entry) {
    entry.nodes().forEach(node -> dropped.addAll(source.optionalSet(node)));
  }

  /** In an order in which the scripts of dependencies, direct or not, have run before. */
  private static List<List<Entry>> waves(VirtualTree virtual, List<Entry> built) {
    if (built.size() < 2) {
      return built.isEmpty() ? List.of() : List.of(built);
    }
    Set<String> toBuild = new HashSet<>();
    built.forEach(entry -> toBuild.add(entry.path()));
    Map<String, Integer> levels = new HashMap<>();
    TreeMap<Integer, List<Entry>> waves = new TreeMap<>();
    for (Entry entry : virtual.entries()) {
      int level = 0;
      for (Target target : entry.links().values()) {
        Entry to = target instanceof Target.Stored(Location at, String _) ? virtual.at(at) : null;
        level = Math.max(level, to == null ? 0 : levels.getOrDefault(to.path(), 0));
      }
      if (toBuild.contains(entry.path())) {
        level++;
        waves.computeIfAbsent(level, any -> new ArrayList<>()).add(entry);
      }
      levels.put(entry.path(), level);
    }
    return List.copyOf(waves.values());
  }
}
