package dev.jpm.linker;

import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Tree;
import java.util.Collection;

/** Links the bins of packages that stand already, as {@code rebuild} does. */
public final class InstalledBins {
  private final Tree tree;
  private final BinLinks bins;

  /**
   * @param force whether global bins may replace somebody else's files
   */
  public InstalledBins(Layout layout, Tree tree, boolean force) {
    this.tree = tree;
    this.bins = new BinLinks(layout, Disk.unwatched(), force);
  }

  /**
   * Links what lies at {@code places}, in their order: of two that claim a name the first has it.
   */
  public void link(Collection<Location> places) {
    for (Location place : places) {
      Node node = tree.at(place);
      if (node != null && place.isInNodeModules()) {
        bins.link(place, Plan.binsOf(tree, node), true);
      }
    }
  }
}
