package dev.jpm.linker.virtual;

import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * One package version with what each of its dependencies is: what lies once per machine.
 *
 * @param path below the virtual store: {@code <name>/<version>/<hash>}
 * @param name of the package's folder in it
 * @param nodes the package at every place of the tree where it is this one; those that must work
 *     come first
 * @param links by their path in the entry's node_modules folder
 * @param bundled packages that come in the package's tarball
 * @param built whether its install scripts have run in it
 */
public record Entry(
    String path,
    String name,
    List<PackageNode> nodes,
    SequencedMap<String, Target> links,
    List<PackageNode> bundled,
    boolean built) {
  public Entry {
    nodes = List.copyOf(nodes);
    links = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(links));
    bundled = List.copyOf(bundled);
  }

  /** The package at the place that speaks for all. */
  public PackageNode node() {
    return nodes.getFirst();
  }

  public List<Location> places() {
    return nodes.stream().map(PackageNode::location).toList();
  }

  /** Whether the install goes on without it. */
  public boolean isOptional() {
    return node().has(DepFlag.OPTIONAL);
  }
}
