package dev.jpm.cli.query;

import dev.jpm.cli.query.Selector.AtPath;
import dev.jpm.cli.query.Selector.Combinator;
import dev.jpm.cli.query.Selector.DeepHaving;
import dev.jpm.cli.query.Selector.Everything;
import dev.jpm.cli.query.Selector.Having;
import dev.jpm.cli.query.Selector.Lookup;
import dev.jpm.cli.query.Selector.Named;
import dev.jpm.cli.query.Selector.Nested;
import dev.jpm.cli.query.Selector.OfKind;
import dev.jpm.cli.query.Selector.OfSpecType;
import dev.jpm.cli.query.Selector.Outdated;
import dev.jpm.cli.query.Selector.Part;
import dev.jpm.cli.query.Selector.Pseudo;
import dev.jpm.cli.query.Selector.Semver;
import dev.jpm.cli.query.Selector.Unsupported;
import dev.jpm.cli.query.Selector.Vulnerable;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.glob.Glob;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphEdge.Problem;
import dev.jpm.resolver.graph.GraphNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What one part of a selector leaves of what was found before it. */
final class PartFilter {
  private final Query query;
  private final @Nullable GraphNode scope;

  PartFilter(Query query, @Nullable GraphNode scope) {
    this.query = query;
    this.scope = scope;
  }

  List<Item> apply(Part part, List<Item> from) {
    return switch (part) {
      case Everything _ -> from;
      case Named(String name) -> kept(from, item -> item.isNamed(name));
      case OfKind(String kind) -> kept(from, DependencyKinds.of(kind));
      case Having(AttributeTest test) -> kept(from, item -> test.fits(item.manifest()));
      case DeepHaving(Lookup lookup, AttributeTest test) ->
          kept(from, item -> reached(lookup, item).stream().anyMatch(test::fits));
      case Semver(SemverTest test) -> semver(test, from);
      case AtPath(String glob) -> atPath(glob, from);
      case OfSpecType(String type) -> type.isEmpty() ? from : ofSpecType(type, from);
      case Outdated(String kind) -> kept(from, new OutdatedTest(kind, query.versions())::fits);
      case Vulnerable(List<VulnerabilityTest> wishes) ->
          kept(from, item -> query.vulnerabilities().concern(item, wishes, from));
      case Nested(String word, Selector inner) -> nested(word, inner, from);
      case Pseudo(String word) -> pseudo(word, from);
      case Unsupported(String kind) ->
          throw JpmException.of(
              ErrorCode.EQUERYNOSELECTOR, "`" + kind + "` is not a supported selector.");
      case Combinator _ -> throw new IllegalStateException("a combinator is no test");
    };
  }

  private static List<Item> kept(List<Item> from, Predicate<Item> test) {
    return from.stream().filter(test).toList();
  }

  private List<Item> nested(String word, Selector inner, List<Item> from) {
    return switch (word) {
      case "is" -> List.copyOf(query.run(inner, from, null));
      case "not" -> {
        Set<Item> found = query.run(inner, from, null);
        yield kept(from, item -> !found.contains(item));
      }
      default -> kept(from, item -> !query.run(inner, List.of(item), item.node()).isEmpty());
    };
  }

  private List<Item> pseudo(String word, List<Item> from) {
    return switch (word) {
      case "root" -> scope == null ? List.of() : kept(from, on(GraphNode::isProjectRoot));
      case "scope" -> kept(from, item -> scope != null && item.node() == scope);
      case "empty" ->
          kept(
              from,
              item -> item.node() == null || item.node().isLink() || item.node().edges().isEmpty());
      case "private" -> kept(from, item -> AttributeTest.isTruthy(item.manifest().get("private")));
      case "link" ->
          kept(from, on(node -> node.isLink() || (node.isTop() && !node.isProjectRoot())));
      case "deduped" -> kept(from, on(PartFilter::isDeduped));
      case "overridden" -> kept(from, on(GraphNode::isOverridden));
      case "extraneous" ->
          kept(from, item -> item.node() == null || item.node().flags().extraneous());
      case "invalid" ->
          kept(
              from,
              item -> item.edgesIn().stream().anyMatch(edge -> edge.problem() == Problem.INVALID));
      case "missing" -> missing();
      default ->
          throw JpmException.of(
              ErrorCode.EQUERYNOPSEUDO, "`:" + word + "` is not a supported pseudo selector.");
    };
  }

  private static Predicate<Item> on(Predicate<GraphNode> test) {
    return item -> {
      GraphNode node = item.node();
      return node != null && test.test(node);
    };
  }

  private static boolean isDeduped(GraphNode node) {
    GraphNode target = node.target();
    return (target == null ? node : target).edgesIn().size() > 1;
  }

  private List<Item> missing() {
    List<Item> found = new ArrayList<>();
    for (Item item : query.all()) {
      GraphNode node = item.node();
      if (node != null) {
        for (GraphEdge edge : node.edges()) {
          if (edge.problem() == Problem.MISSING) {
            found.add(Item.missing(edge));
          }
        }
      }
    }
    return found;
  }

  private static List<Item> semver(SemverTest test, List<Item> from) {
    if (test.value().isEmpty()) {
      return from;
    }
    test.check();
    return kept(from, item -> reached(test.lookup(), item).stream().anyMatch(test::fits));
  }

  /** What a way into package.json leads to; nothing where there is no such field. */
  private static List<JsonNode> reached(Lookup lookup, Item item) {
    List<JsonNode> objects = List.of(item.manifest());
    for (String step : lookup.steps()) {
      List<JsonNode> next = new ArrayList<>();
      for (JsonNode object : objects) {
        JsonNode value = step == null ? object : object.get(step);
        if (value != null && value.isArray()) {
          value.forEach(next::add);
        } else if (value != null && AttributeTest.isTruthy(value)) {
          next.add(value);
        }
      }
      objects = next;
    }
    return objects;
  }

  private List<Item> atPath(String glob, List<Item> from) {
    if (glob.isEmpty()) {
      return from;
    }
    Path project = Path.of(query.projectPath());
    Glob pattern = Glob.of(project.resolve(glob).normalize().toString().replace('\\', '/'));
    return kept(
        from,
        item -> {
          GraphNode node = item.node();
          GraphNode target = node == null || node.target() == null ? node : node.target();
          String path = target == null ? "" : target.path();
          return node != null
              && pattern.matches(project.resolve(path).normalize().toString().replace('\\', '/'));
        });
  }

  private List<Item> ofSpecType(String type, List<Item> from) {
    Set<Item> found = new LinkedHashSet<>();
    for (Item item : from) {
      for (GraphEdge edge : item.edgesIn()) {
        if (item.node() != null && SpecType.of(edge).contains(type)) {
          found.add(item);
        }
      }
    }
    return List.copyOf(found);
  }
}
