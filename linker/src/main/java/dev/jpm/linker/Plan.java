package dev.jpm.linker;

import dev.jpm.fs.Presence;
import dev.jpm.fs.Retirement;
import dev.jpm.model.BinTable;
import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Diff.Change;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The steps that make a difference real, worked out before the first of them is made. Looks at the
 * disk, changes nothing.
 */
final class Plan {
  private final Layout layout;
  private final Tree actual;
  private final Diff diff;
  private final BinLinks bins;

  private final List<Step> steps = new ArrayList<>();

  /** Where the old contents of a location lie while its folder, or one around it, is retired. */
  private final Map<Location, Path> aside = new HashMap<>();

  private final Set<Path> checkedParents = new HashSet<>();
  private final Set<Path> newFolders = new HashSet<>();
  private final Set<Path> retiredBins = new HashSet<>();
  private final Set<Path> cleared = new HashSet<>();

  private Plan(Layout layout, Tree actual, Diff diff, BinLinks bins) {
    this.layout = layout;
    this.actual = actual;
    this.diff = diff;
    this.bins = bins;
  }

  /**
   * @param first what is retired before everything else, where it exists
   * @param cleared what is retired next, with all that lies in it
   */
  static List<Step> of(
      Layout layout, Tree actual, Diff diff, BinLinks bins, List<Path> first, List<Path> cleared) {
    return new Plan(layout, actual, diff, bins).make(first, cleared);
  }

  private List<Step> make(List<Path> first, List<Path> all) {
    first.forEach(this::retire);
    retire(layout.hiddenLockfile());
    for (Path path : all) {
      if (!first.contains(path) && !path.equals(layout.hiddenLockfile()) && retire(path)) {
        cleared.add(path);
      }
    }
    for (Change change : diff.changes()) {
      retireBins(change);
    }
    Map<Location, Change> changes = new HashMap<>();
    diff.changes().forEach(change -> changes.put(change.location(), change));
    Set<Location> kept = new HashSet<>();
    diff.kept().forEach(node -> kept.add(node.location()));
    TreeSet<Location> places = new TreeSet<>(actual.nodes().keySet());
    places.addAll(changes.keySet());
    for (Location place : places) {
      if (place.isInNodeModules()) {
        visit(place, changes.get(place), kept.contains(place));
      }
    }
    return List.copyOf(steps);
  }

  private void visit(Location place, @Nullable Change change, boolean isKept) {
    Path inside = insideRetired(place);
    switch (change) {
      case Change.Add(Node ideal) -> place(ideal);
      case Change.Replace(Node before, Node ideal) -> {
        clear(place, inside, before);
        place(ideal);
      }
      case Change.Remove(Node before) -> clear(place, inside, before);
      case null -> {
        if (inside != null) {
          stay(place, inside, isKept);
        }
      }
    }
  }

  /** Where the old contents of {@code place} lie because a folder around it is retired, or null. */
  private @Nullable Path insideRetired(Location place) {
    Path holder = aside.get(place.holder());
    return holder == null ? null : holder.resolve("node_modules").resolve(place.folderName());
  }

  private void clear(Location place, @Nullable Path inside, Node before) {
    Path folder = layout.folder(place);
    Path old = inside == null ? Retirement.pathFor(folder) : inside;
    if (inside == null) {
      steps.add(new Step.Retire(folder, old));
    }
    if (before instanceof PackageNode) {
      aside.put(place, old);
    }
  }

  private void stay(Location place, Path inside, boolean isKept) {
    if (isKept && !comesInTarball(place)) {
      steps.add(new Step.BringOver(inside, layout.folder(place)));
    } else {
      aside.put(place, inside);
    }
  }

  /** Whether the new tarball of a package above brings this one along. */
  private boolean comesInTarball(Location place) {
    return diff.result().at(place) instanceof PackageNode here && here.inBundle();
  }

  private void place(Node ideal) {
    Path path = layout.folder(ideal.location());
    boolean replaces = retireStranger(path, ideal.location());
    if (ideal instanceof PackageNode) {
      newFolders.add(path);
    }
    steps.add(new Step.Place(ideal, path, replaces));
  }

  /** Retires what no tree knows of but lies in the way; answers whether something makes room. */
  private boolean retireStranger(Path path, Location place) {
    if (actual.at(place) != null || isCleared(path)) {
      return true;
    }
    Path parent = path.getParent();
    while (parent != null && !parent.equals(layout.project()) && checkedParents.add(parent)) {
      if (!newFolders.contains(parent) && isNoFolder(parent) && retire(parent)) {
        return false;
      }
      parent = parent.getParent();
    }
    return retire(path);
  }

  private boolean isCleared(Path path) {
    for (Path at = path; at != null && !cleared.isEmpty(); at = at.getParent()) {
      if (cleared.contains(at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNoFolder(Path path) {
    return Presence.at(path) && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private boolean retire(Path path) {
    if (!Presence.at(path)) {
      return false;
    }
    steps.add(new Step.Retire(path, Retirement.pathFor(path)));
    return true;
  }

  /** Bins of what goes away, except those that its replacement has just the same. */
  private void retireBins(Change change) {
    Node before =
        switch (change) {
          case Change.Add _ -> null;
          case Change.Replace(Node actualNode, Node _) -> actualNode;
          case Change.Remove(Node actualNode) -> actualNode;
        };
    if (before == null) {
      return;
    }
    Map<String, String> gone = new TreeMap<>(binsOf(actual, before));
    if (change instanceof Change.Replace(Node _, Node ideal)) {
      Map<String, String> coming = binsOf(diff.result(), ideal);
      gone.entrySet().removeIf(bin -> Objects.equals(coming.get(bin.getKey()), bin.getValue()));
    }
    bins.owned(change.location(), gone).forEach(this::retireOnce);
  }

  private void retireOnce(Path bin) {
    if (retiredBins.add(bin)) {
      steps.add(new Step.Retire(bin, Retirement.pathFor(bin)));
    }
  }

  /** The bins of a package, or of the package that a link leads to. */
  static Map<String, String> binsOf(Tree tree, Node node) {
    PackageNode target =
        switch (node) {
          case PackageNode here -> here;
          case LinkNode link -> tree.packageAt(link.location());
        };
    return target == null ? Map.of() : BinTable.of(target.manifest(), target.packageName());
  }
}
