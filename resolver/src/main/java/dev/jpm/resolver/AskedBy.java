package dev.jpm.resolver;

import dev.jpm.model.error.JpmException.Because;
import dev.jpm.model.tree.EdgeType;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells who asks for a package: the shortest way of edges from it up to the project. */
final class AskedBy {
  /** Of a longer way the middle is left out. */
  private static final int SHOWN = 12;

  private AskedBy() {}

  /** The way to {@code node}; null where nobody in the tree asks for it. */
  static @Nullable Because of(GraphNode node) {
    List<GraphEdge> way = way(node);
    return way.isEmpty() ? null : because(way);
  }

  /** The way to what {@code edge} does not find. */
  static Because of(GraphEdge edge) {
    List<GraphEdge> way = new ArrayList<>(List.of(edge));
    way.addAll(way(edge.depender()));
    return because(way);
  }

  private static Because because(List<GraphEdge> way) {
    return new Because(lines(way), way.stream().map(AskedBy::facts).toList());
  }

  /** The edge that finds {@code node} first, and last the one from the project. */
  private static List<GraphEdge> way(GraphNode node) {
    Map<GraphNode, GraphEdge> next = new HashMap<>();
    Map<GraphNode, GraphNode> below = new HashMap<>();
    Deque<GraphNode> queue = new ArrayDeque<>(List.of(node));
    below.put(node, node);
    while (!queue.isEmpty()) {
      GraphNode at = queue.remove();
      if (at.isProjectRoot()) {
        return unrolled(node, at, next, below);
      }
      for (GraphEdge edge : at.edgesIn()) {
        if (below.putIfAbsent(edge.depender(), at) == null) {
          next.put(edge.depender(), edge);
          queue.add(edge.depender());
        }
      }
      for (GraphNode link : at.linksIn()) {
        if (below.putIfAbsent(link, at) == null) {
          queue.add(link);
        }
      }
    }
    return List.of();
  }

  private static List<GraphEdge> unrolled(
      GraphNode node,
      GraphNode root,
      Map<GraphNode, GraphEdge> next,
      Map<GraphNode, GraphNode> below) {
    List<GraphEdge> way = new ArrayList<>();
    for (GraphNode at = root; at != node; at = below.getOrDefault(at, node)) {
      GraphEdge edge = next.get(at);
      if (edge != null) {
        way.addFirst(edge);
      }
    }
    return way;
  }

  private static List<String> lines(List<GraphEdge> way) {
    List<String> lines = new ArrayList<>();
    int left = Math.max(0, way.size() - SHOWN);
    for (int i = 0; i < way.size(); i++) {
      if (i == SHOWN / 2 && left > 0) {
        lines.add("... " + left + " more ...");
        i += left;
      }
      lines.add(line(way.get(i)));
    }
    return lines;
  }

  private static String line(GraphEdge edge) {
    EdgeType type = edge.type();
    String kind = type == EdgeType.PROD ? "" : Conflicts.word(type) + " ";
    String asked =
        type == EdgeType.WORKSPACE
            ? edge.spec().substring("file:".length())
            : edge.name() + "@\"" + edge.spec() + "\"";
    String was = edge.isOverridden() ? " (was \"" + edge.rawSpec() + "\")" : "";
    return kind + (was.isEmpty() ? "" : "overridden ") + asked + was + " from " + depender(edge);
  }

  private static String depender(GraphEdge edge) {
    GraphNode depender = edge.depender();
    return depender.isProjectRoot() ? "the root project" : id(depender);
  }

  private static String id(GraphNode node) {
    String own = node.packageName();
    String version = node.versionText();
    return (own == null ? node.name() : own) + (version.isEmpty() ? "" : "@" + version);
  }

  private static Map<String, Object> facts(GraphEdge edge) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("type", Conflicts.word(edge.type()));
    facts.put("name", edge.name());
    facts.put("spec", edge.spec());
    if (edge.isOverridden()) {
      facts.put("rawSpec", edge.rawSpec());
    }
    facts.put("from", edge.depender().isProjectRoot() ? "" : id(edge.depender()));
    facts.put("location", edge.depender().path());
    return facts;
  }
}
