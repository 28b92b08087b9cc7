package dev.jpm.audit.bom;

import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * The part of a tree that a bill of materials is about.
 *
 * @param nodes by location, links among them
 */
public record BomTree(GraphNode root, SequencedSet<GraphNode> nodes) {
  public BomTree {
    nodes = new LinkedHashSet<>(nodes);
  }

  /** What is missing or does not fit, as npm tells it, each once. */
  public List<String> problems() {
    SequencedSet<String> problems = new LinkedHashSet<>();
    for (GraphNode node : nodes) {
      for (GraphEdge edge : node.edges()) {
        GraphNode to = edge.to();
        GraphEdge.Problem problem = edge.problem();
        if (problem == GraphEdge.Problem.MISSING) {
          problems.add(
              "missing: %s@%s, required by %s"
                  .formatted(edge.name(), edge.spec(), packageId(node)));
        } else if (problem == GraphEdge.Problem.INVALID && to != null) {
          problems.add(
              "invalid: %s, %s required by %s"
                  .formatted(
                      packageId(to), edge.spec().isEmpty() ? "*" : edge.spec(), packageId(node)));
        }
      }
    }
    return List.copyOf(problems);
  }

  /** Folder and version, with the package's own name where that is another. */
  static String packageId(GraphNode node) {
    String own = node.packageName();
    boolean alias = !node.isProjectRoot() && own != null && !own.equals(node.name());
    String name = node.isProjectRoot() && own != null ? own : node.name();
    return name + "@" + (alias ? "npm:" + own + "@" : "") + node.versionText();
  }

  BomPackage project() {
    return new BomPackage(root);
  }

  /** The packages beside the project, each name and version once. */
  public List<GraphNode> packages() {
    Map<String, GraphNode> unique = new LinkedHashMap<>();
    for (GraphNode node : nodes) {
      if (node != root && !node.isLink()) {
        unique.putIfAbsent(new BomPackage(node).id(), node);
      }
    }
    return new ArrayList<>(unique.values());
  }

  /** The dependencies of {@code node} within this part. */
  List<GraphEdge> edges(GraphNode node) {
    return node.edges().stream()
        .filter(edge -> edge.to() != null && nodes.contains(edge.to()))
        .toList();
  }
}
