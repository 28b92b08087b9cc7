package dev.jpm.cli.query;

import dev.jpm.audit.advisory.AdvisorySource;
import dev.jpm.cli.query.Selector.Alternative;
import dev.jpm.cli.query.Selector.Combinator;
import dev.jpm.cli.query.Selector.Part;
import dev.jpm.model.LocaleOrder;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Applies selectors to a tree as npm does, one part after the other. */
public final class Query {
  private final String projectPath;
  private final Map<GraphNode, Item> inventory = new LinkedHashMap<>();
  private final Function<String, List<String>> versions;
  private final KnownVulnerabilities vulnerabilities;

  /**
   * @param projectPath the folder of the tree, absolute, {@code /} between segments
   * @param order how the tree was read
   * @param versions all versions of the package of a name, oldest first; asked by {@code :outdated}
   * @param advisories asked by {@code :vuln}
   */
  public Query(
      Graph graph,
      String projectPath,
      ReadingOrder order,
      Function<String, List<String>> versions,
      AdvisorySource advisories) {
    this.vulnerabilities = new KnownVulnerabilities(advisories);
    this.projectPath = projectPath;
    this.versions = versions;
    graph.nodes().forEach(node -> inventory.put(node, Item.of(node, order)));
  }

  /**
   * What fits, by location.
   *
   * @param scope the node that {@code :scope} means
   */
  public List<Item> find(Selector selector, GraphNode scope) {
    List<Item> found = new ArrayList<>(run(selector, List.copyOf(inventory.values()), scope));
    found.sort(Comparator.comparing(Item::location, LocaleOrder.ENGLISH));
    return found;
  }

  /**
   * @param scope null inside {@code :is()} and {@code :not()}, where npm knows none
   */
  Set<Item> run(Selector selector, List<Item> initial, @Nullable GraphNode scope) {
    Set<Item> found = new LinkedHashSet<>();
    for (int i = 0; i < selector.alternatives().size(); i++) {
      List<Item> before = i == 0 ? initial : List.of();
      found.addAll(run(selector.alternatives().get(i), before, initial, scope));
    }
    return found;
  }

  private List<Item> run(
      Alternative alternative, List<Item> before, List<Item> initial, @Nullable GraphNode scope) {
    List<Item> now = before;
    Combinator pending = null;
    boolean first = true;
    for (Part part : alternative.parts()) {
      if (part instanceof Combinator combinator) {
        pending = combinator;
      } else {
        List<Item> from = first ? initial : pending == null ? now : all();
        List<Item> next = new PartFilter(this, scope).apply(part, from);
        now = pending == null ? next : Relations.combined(pending.sign(), now, next);
        pending = null;
      }
      first = false;
    }
    return now;
  }

  /** Everything in the tree. */
  List<Item> all() {
    return List.copyOf(inventory.values());
  }

  String projectPath() {
    return projectPath;
  }

  KnownVulnerabilities vulnerabilities() {
    return vulnerabilities;
  }

  Function<String, List<String>> versions() {
    return versions;
  }
}
