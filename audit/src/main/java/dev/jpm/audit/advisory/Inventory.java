package dev.jpm.audit.advisory;

import dev.jpm.model.tree.DepFlag;
import dev.jpm.resolver.graph.Flags;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The packages of a tree by their own names, and which of them an audit is about. */
public final class Inventory {
  private final Graph graph;
  private final @Nullable Set<GraphNode> chosen;
  private final Set<DepFlag> omit;
  private final SequencedMap<String, List<GraphNode>> byName = new LinkedHashMap<>();

  /**
   * What {@code graph} holds.
   *
   * @param chosen the packages that the audit is about; null or empty: all
   * @param omit kinds that it is not about: DEV, OPTIONAL, PEER
   */
  public Inventory(Graph graph, @Nullable Set<GraphNode> chosen, Set<DepFlag> omit) {
    this.graph = graph;
    this.chosen = chosen;
    this.omit = Set.copyOf(omit);
    for (GraphNode node : graph.nodes()) {
      byName.computeIfAbsent(nameOf(node), _ -> new ArrayList<>(2)).add(node);
    }
  }

  static String nameOf(GraphNode node) {
    String name = node.packageName();
    return name == null ? node.name() : name;
  }

  /** Whether there is nothing but the project itself. */
  boolean isEmpty() {
    return graph.nodes().size() == 1;
  }

  /** Names and versions to ask about. */
  public SequencedMap<String, List<String>> versions() {
    SequencedMap<String, List<String>> versions = new LinkedHashMap<>();
    byName.forEach((name, nodes) -> {
      List<String> found = versions(nodes);
      if (!found.isEmpty()) {
        versions.put(name, found);
      }
    });
    return Collections.unmodifiableSequencedMap(versions);
  }

  private List<String> versions(List<GraphNode> nodes) {
    if (nodes.size() == 1) {
      return isAudited(nodes.getFirst()) ? List.of(nodes.getFirst().versionText()) : List.of();
    }
    Set<String> found = new LinkedHashSet<>();
    for (GraphNode node : nodes) {
      if (isAudited(node)) {
        found.add(node.versionText());
      }
    }
    return List.copyOf(found);
  }

  /** The packages of that name that the audit is about. */
  List<GraphNode> named(String name) {
    return byName.getOrDefault(name, List.of()).stream().filter(this::isAudited).toList();
  }

  private boolean isAudited(GraphNode node) {
    boolean counts =
        !node.versionText().isEmpty()
            && !node.isProjectRoot()
            && !node.isLink()
            && node.linksIn().isEmpty();
    boolean isChosen = chosen == null || chosen.isEmpty() || chosen.contains(node);
    return counts && isChosen && !isOmitted(node);
  }

  private boolean isOmitted(GraphNode node) {
    GraphNode top = node.top();
    if (omit.isEmpty() || !(top.isProjectRoot() || top.isWorkspace())) {
      return false;
    }
    Flags flags = node.flags();
    boolean dev = omit.contains(DepFlag.DEV);
    boolean optional = omit.contains(DepFlag.OPTIONAL);
    return (flags.peer() && omit.contains(DepFlag.PEER))
        || (flags.dev() && dev)
        || (flags.optional() && optional)
        || (flags.devOptional() && dev && optional);
  }

  /** Of all packages, whatever the audit is about; the project itself is among those of prod. */
  DependencyCounts counts() {
    int prod = 0;
    int dev = 0;
    int optional = 0;
    int peer = 0;
    for (GraphNode node : graph.nodes()) {
      Flags flags = node.flags();
      dev += flags.dev() ? 1 : 0;
      optional += flags.optional() ? 1 : 0;
      peer += flags.peer() ? 1 : 0;
      prod += flags.dev() || flags.optional() || flags.peer() ? 0 : 1;
    }
    return new DependencyCounts(prod, dev, optional, peer, graph.nodes().size() - 1);
  }
}
