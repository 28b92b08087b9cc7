package dev.jpm.resolver.graph;

import dev.jpm.model.tree.EdgeType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The edges of one node. A virtual root's are made only when somebody looks at them, because most
 * are never looked at.
 */
final class EdgesOut {
  private final GraphNode node;
  private final Specs specs;
  private Map<String, GraphEdge> made = Map.of();

  EdgesOut(GraphNode node, Specs specs) {
    this.node = node;
    this.specs = specs;
  }

  Collection<GraphEdge> all() {
    if (node.source() != null && made.size() < node.declared().size()) {
      for (Declared dependency : node.declared().values()) {
        if (!made.containsKey(dependency.key())) {
          make(dependency);
        }
      }
    }
    return made.values();
  }

  /** Those that exist by now. */
  Collection<GraphEdge> made() {
    return made.values();
  }

  @Nullable GraphEdge edge(String key) {
    GraphEdge edge = made.get(key);
    if (edge == null && node.source() != null) {
      Declared dependency = node.declared().get(key);
      return dependency == null ? null : make(dependency);
    }
    return edge;
  }

  boolean isEmpty() {
    return node.source() != null ? node.declared().isEmpty() : made.isEmpty();
  }

  /** Makes all that a manifest declares; workspaces' edges stay, a virtual root's wait. */
  void load() {
    if (node.isLink()) {
      return;
    }
    if (node.source() != null) {
      loadCounted();
      return;
    }
    for (Declared dependency : node.declared().values()) {
      GraphEdge current = made.get(dependency.key());
      if (current == null || current.type() != EdgeType.WORKSPACE) {
        make(dependency);
      }
    }
  }

  /**
   * With rules of overrides it counts how often an edge without a spec was looked at ({@link
   * GraphEdge#rawWanted}): such edges do not wait.
   */
  private void loadCounted() {
    if (node.overrides() == null) {
      return;
    }
    for (Declared dependency : node.declared().values()) {
      if (dependency.spec().isEmpty() && !made.containsKey(dependency.key())) {
        make(dependency);
      }
    }
  }

  /** One edge for each workspace, which no dependency of that name takes the place of. */
  void loadWorkspaces(Map<String, String> folders) {
    for (Map.Entry<String, String> folder : folders.entrySet()) {
      make(
          new Declared(
              folder.getKey(),
              NameKey.of(folder.getKey()),
              "file:" + folder.getValue(),
              EdgeType.WORKSPACE,
              null));
    }
    load();
  }

  GraphEdge make(Declared dependency) {
    if (made.isEmpty()) {
      made = LinkedHashMap.newLinkedHashMap(node.declared().size());
    }
    GraphEdge old = made.remove(dependency.key());
    if (old != null) {
      old.detach();
      node.graph().unregister(old);
    }
    GraphEdge edge = new GraphEdge(node, dependency, specs);
    made.put(dependency.key(), edge);
    node.graph().register(edge);
    edge.reload(true);
    return edge;
  }

  /** Takes all off; what workspaces' edges declared is handed back. */
  List<Declared> clear() {
    List<Declared> workspaces = new ArrayList<>();
    for (GraphEdge edge : List.copyOf(made.values())) {
      if (edge.type() == EdgeType.WORKSPACE) {
        workspaces.add(
            new Declared(edge.name(), edge.key(), edge.rawSpec(), EdgeType.WORKSPACE, null));
      }
      made.remove(edge.key());
      edge.detach();
      node.graph().unregister(edge);
    }
    return workspaces;
  }
}
