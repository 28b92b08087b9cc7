package dev.jpm.linker;

import dev.jpm.linker.virtual.ProjectLinks;
import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The tree of a project with an isolated layout, in the shape of its lockfile. */
final class LinkedTree {
  private final Layout layout;
  private final LinkedListing listing;
  private final Tree listed;

  LinkedTree(Layout layout, LinkedListing listing, Tree listed) {
    this.layout = layout.with(listing.folders());
    this.listing = listing;
    this.listed = listed;
  }

  /** What is listed and there: entries in the virtual store, and links to them. */
  Tree present() {
    Set<Location> missing = new HashSet<>();
    for (Location place : listing.entries().keySet()) {
      if (!layout.folder(place).toFile().isDirectory()) {
        missing.add(place);
      }
    }
    linksOf(listed)
        .packages()
        .forEach((path, target) -> {
          boolean there =
              LinkedPlan.leadsTo(
                  layout, layout.project().resolve(path), LinkedPlan.target(layout, target));
          if (!there) {
            Node node = listed.at(new Location(path));
            if (node != null) {
              missing.add(node.location());
            }
          }
        });
    return Dropped.without(listed, missing);
  }

  /** What stands in a map has no links. */
  private ProjectLinks linksOf(Tree tree) {
    ProjectLinks links = ProjectLinks.of(tree);
    return layout.isMapped() ? links.onlyBins() : links;
  }

  /** The same, with every package.json read. */
  Tree read() {
    List<Node> nodes = new ArrayList<>();
    for (Node node : present().nodes().values()) {
      nodes.add(
          switch (node) {
            case LinkNode link -> new LinkNode(link.location(), link.target(), Set.of());
            case PackageNode here ->
                here.location().isInNodeModules() ? read(here) : here.withFlags(Set.of());
          });
    }
    return Tree.of(nodes);
  }

  private PackageNode read(PackageNode node) {
    Manifest found = FolderManifest.read(layout.folder(node.location()));
    return node.withManifest(found == null ? FolderManifest.NONE : found).withFlags(Set.of());
  }
}
