package dev.jpm.cli.tree;

import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Who of the dependencies asks for funding: every package once, below the nearest depender that
 * asks too.
 */
public final class FundingTree {
  private final @Nullable Set<GraphNode> chosen;
  private final Set<String> seen = new HashSet<>();
  private int count;

  private FundingTree(@Nullable Set<GraphNode> chosen) {
    this.chosen = chosen == null || chosen.isEmpty() ? null : chosen;
  }

  /**
   * A package that asks for funding, or the project above all.
   *
   * @param funding null where it asks for none, or not in a way that can be followed
   */
  public record Funded(
      String name, String version, @Nullable JsonNode funding, Map<String, Funded> dependencies) {}

  /**
   * The whole.
   *
   * @param count how many packages ask
   */
  public record Result(int count, Funded root) {}

  /** What {@code tree} has, or those of its packages that are {@code chosen}. */
  public static Result of(InstalledTree tree, @Nullable Set<GraphNode> chosen) {
    FundingTree walk = new FundingTree(chosen);
    GraphNode root = tree.graph().root();
    Map<String, Funded> dependencies = walk.dependencies(root);
    String name = root.packageName();
    JsonNode funding = root.info().manifest().field("funding");
    Funded whole =
        new Funded(name == null ? root.name() : name, root.versionText(), funding, dependencies);
    return new Result(walk.count, whole);
  }

  private record Met(GraphNode node, @Nullable JsonNode funding) {}

  /** All of one package are met before what they depend on is looked at, as in npm. */
  private Map<String, Funded> dependencies(GraphNode node) {
    Map<String, Met> met = new LinkedHashMap<>();
    for (GraphEdge edge : node.edges()) {
      GraphNode to = edge.to();
      GraphNode target = to == null || to.target() == null ? to : to.target();
      if (target != null && (chosen == null || chosen.contains(target))) {
        String name = String.valueOf(target.packageName());
        if (seen.add(name + target.versionText())) {
          JsonNode funding = target.info().manifest().field("funding");
          boolean valid = funding != null && Funding.isValid(funding);
          count += valid ? 1 : 0;
          met.put(edge.name(), new Met(target, valid ? funding : null));
        }
      }
    }
    Map<String, Funded> found = new LinkedHashMap<>();
    Map<String, Funded> trailing = new LinkedHashMap<>();
    met.values().forEach(one -> add(one, found, trailing));
    found.putAll(trailing);
    return found;
  }

  private void add(Met met, Map<String, Funded> found, Map<String, Funded> trailing) {
    Map<String, Funded> below = dependencies(met.node());
    if (met.funding() == null) {
      trailing.putAll(below);
      return;
    }
    String name = String.valueOf(met.node().packageName());
    found.put(name, new Funded(name, met.node().versionText(), met.funding(), below));
  }
}
