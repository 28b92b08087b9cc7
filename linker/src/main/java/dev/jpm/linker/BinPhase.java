package dev.jpm.linker;

import dev.jpm.model.LocaleOrder;
import dev.jpm.model.Order;
import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Diff.Change;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which packages get their bins linked in an install, and in what order: what is new and what came
 * with it by depth and path, then links, those that stay included, as their targets are somebody's
 * sources and may have gained bins. Beyond npm: kept packages whose bin went away with another
 * package, or with the folder that they were moved out of, get it back.
 */
final class BinPhase {
  private final Layout layout;
  private final Diff diff;
  private final List<Step> steps;
  private final Set<Location> dropped;
  private final BinLinks bins;

  BinPhase(Layout layout, Diff diff, List<Step> steps, Set<Location> dropped, BinLinks bins) {
    this.layout = layout;
    this.diff = diff;
    this.steps = steps;
    this.dropped = dropped;
    this.bins = bins;
  }

  void run() {
    List<Node> packages = new ArrayList<>(diff.bundled());
    List<Node> links = new ArrayList<>();
    for (Change change : diff.changes()) {
      switch (change) {
        case Change.Add(Node ideal) -> (ideal instanceof LinkNode ? links : packages).add(ideal);
        case Change.Replace(Node _, Node ideal) ->
            (ideal instanceof LinkNode ? links : packages).add(ideal);
        case Change.Remove _ -> {}
      }
    }
    for (Node node : diff.kept()) {
      if (node instanceof LinkNode) {
        links.add(node);
      }
    }
    linkInOrder(packages, true);
    linkInOrder(links, false);
    linkInOrder(keptThatLostBins(), false);
  }

  private void linkInOrder(List<Node> nodes, boolean renewed) {
    List<Node> ordered = new ArrayList<>(nodes);
    ordered.sort(
        Order.then(
            Order.byNumber((Node node) -> depth(node.location())),
            Order.by(node -> node.location().value(), LocaleOrder.ENGLISH)));
    for (Node node : ordered) {
      if (!Dropped.contains(dropped, node.location())) {
        bins.link(node.location(), Plan.binsOf(diff.result(), node), renewed);
      }
    }
  }

  private List<Node> keptThatLostBins() {
    Set<Path> gone = new HashSet<>();
    Set<Path> movedOver = new HashSet<>();
    for (Step step : steps) {
      switch (step) {
        case Step.Retire(Path from, Path _) -> gone.add(from);
        case Step.BringOver(Path _, Path to) -> movedOver.add(to);
        case Step.Place _, Step.Link _, Step.Write _, Step.Announce _ -> {}
      }
    }
    List<Node> found = new ArrayList<>();
    if (gone.isEmpty()) {
      return found;
    }
    for (Node node : diff.kept()) {
      Map<String, String> table = Plan.binsOf(diff.result(), node);
      Path folder = layout.binFolder(node.location());
      boolean lost =
          !table.isEmpty()
              && (movedOver.contains(layout.folder(node.location()))
                  || table.keySet().stream().anyMatch(bin -> gone.contains(folder.resolve(bin))));
      if (lost) {
        found.add(node);
      }
    }
    return found;
  }

  private static int depth(Location location) {
    int depth = 0;
    for (Location at = location; at.isInNodeModules(); at = at.holder()) {
      depth++;
    }
    return depth;
  }
}
