package dev.jpm.audit.signature;

import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.EdgeType;
import dev.jpm.resolver.graph.Flags;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A package of a registry that is installed.
 *
 * @param type the field of package.json by which it is asked for
 * @param location below the project
 */
public record InstalledRelease(String name, String version, String type, String location) {
  /**
   * What {@code graph} has of registries; null where nobody in it asks for anything.
   *
   * @param chosen whose dependencies count; null or empty: everybody's
   * @param omit kinds that do not count
   */
  public static @Nullable List<InstalledRelease> in(
      Graph graph, @Nullable Set<GraphNode> chosen, Set<DepFlag> omit) {
    List<GraphEdge> edges = new ArrayList<>();
    for (GraphNode node : graph.nodes()) {
      if (chosen == null || chosen.isEmpty() || chosen.contains(node)) {
        edges.addAll(node.edges());
      }
    }
    return edges.isEmpty() ? null : of(edges, omit);
  }

  private static List<InstalledRelease> of(Collection<GraphEdge> edges, Set<DepFlag> omit) {
    Map<String, InstalledRelease> byPlace = new LinkedHashMap<>();
    for (GraphEdge edge : edges) {
      GraphNode to = edge.to();
      String name = registryName(edge);
      if (to != null
          && name != null
          && !to.isWorkspace()
          && !to.versionText().isEmpty()
          && !isOmitted(to.flags(), omit)) {
        byPlace.putIfAbsent(
            to.path(), new InstalledRelease(name, to.versionText(), type(edge.type()), to.path()));
      }
    }
    return List.copyOf(byPlace.values());
  }

  /** The name that a registry knows the package by; null where none is asked. */
  private static @Nullable String registryName(GraphEdge edge) {
    try {
      return switch (Spec.parse(edge.name(), edge.spec())) {
        case Spec.AliasSpec alias -> alias.target().value();
        case Spec.RegistrySpec _ -> edge.name();
        default -> null;
      };
    } catch (JpmException e) {
      return null; // No spec at all, as npm sees it.
    }
  }

  private static boolean isOmitted(Flags flags, Set<DepFlag> omit) {
    return (flags.dev() && omit.contains(DepFlag.DEV))
        || (flags.optional() && omit.contains(DepFlag.OPTIONAL))
        || (flags.peer() && omit.contains(DepFlag.PEER));
  }

  private static String type(EdgeType type) {
    if (type.isOptional()) {
      return "optionalDependencies";
    }
    if (type.isPeer()) {
      return "peerDependencies";
    }
    return type == EdgeType.DEV ? "devDependencies" : "dependencies";
  }
}
