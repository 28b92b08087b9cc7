package dev.jpm.lockfile;

import dev.jpm.model.Manifest;
import dev.jpm.model.tree.EdgeFindings;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** What the packages of a tree ask for and where they find it, as far as lockfiles tell of it. */
final class Edges {
  /**
   * One requirement for which a node is found.
   *
   * @param met whether that node will do
   * @param to the node found, which may be a link
   */
  record Edge(PackageNode from, String name, String spec, boolean peer, boolean met, Node to) {}

  private final Map<Location, List<Edge>> incoming = new LinkedHashMap<>();
  private final Map<Location, List<Edge>> outgoing = new LinkedHashMap<>();

  private Edges() {}

  /**
   * All of a tree.
   *
   * @param findings what resolving found out about them
   */
  static Edges of(Tree tree, EdgeFindings findings) {
    Edges edges = new Edges();
    for (Node node : tree.nodes().values()) {
      if (node instanceof PackageNode from) {
        Location place = from.location();
        requirements(from, findings)
            .forEach((name, wanted) -> {
              Node to = tree.resolve(place, name);
              if (to != null) {
                String spec = findings.spec(place, name, wanted.spec);
                boolean met = findings.isMet(place, name);
                edges.add(new Edge(from, name, spec, wanted.peer, met, to));
              }
            });
      }
    }
    return edges;
  }

  /** The edges that end at this very node; those that go through a link end at the link. */
  List<Edge> to(Location location) {
    return incoming.getOrDefault(location, List.of());
  }

  List<Edge> from(Location location) {
    return outgoing.getOrDefault(location, List.of());
  }

  private void add(Edge edge) {
    incoming.computeIfAbsent(edge.to.location(), _ -> new ArrayList<>()).add(edge);
    outgoing.computeIfAbsent(edge.from.location(), _ -> new ArrayList<>()).add(edge);
  }

  /** What is asked for under a name. */
  record Wanted(String spec, boolean peer) {}

  /** By name, what is later replacing what is earlier, whatever the case, as npm loads them. */
  static SequencedMap<String, Wanted> requirements(PackageNode node, EdgeFindings findings) {
    Manifest manifest = node.manifest();
    SequencedMap<String, Wanted> wanted = new LinkedHashMap<>();
    if (!findings.withoutPeers()) {
      put(wanted, manifest.peerDependencies(), true);
    }
    put(wanted, manifest.dependencies(), false);
    put(wanted, manifest.optionalDependencies(), false);
    if (!node.location().isInNodeModules()) {
      put(wanted, manifest.devDependencies(), false);
    }
    return Collections.unmodifiableSequencedMap(wanted);
  }

  private static void put(
      SequencedMap<String, Wanted> wanted, SequencedMap<String, String> section, boolean peer) {
    section.forEach((name, spec) -> {
      wanted.keySet().removeIf(name::equalsIgnoreCase);
      wanted.put(name, new Wanted(spec, peer));
    });
  }

  /**
   * What the root bundles: the packages it names, and what only they bring to its node_modules; not
   * what the folder behind a link asks for.
   */
  static Set<Location> bundledByRoot(Tree tree, EdgeFindings findings) {
    List<String> names = tree.root().manifest().bundleDependencies();
    if (names.isEmpty()) {
      return Set.of();
    }
    Edges edges = of(tree, findings);
    Set<Location> bundled = new HashSet<>();
    List<Location> queue = new ArrayList<>();
    for (String name : names) {
      queue.add(Location.ROOT.child(name));
    }
    while (!queue.isEmpty()) {
      Location place = queue.removeLast();
      Node node = tree.at(place);
      if (node == null || !bundled.add(place) || node instanceof LinkNode) {
        continue;
      }
      for (Edge edge : edges.from(place)) {
        if (edge.to.location().isInNodeModules()) {
          queue.add(edge.to.location());
        }
      }
    }
    return bundled;
  }
}
