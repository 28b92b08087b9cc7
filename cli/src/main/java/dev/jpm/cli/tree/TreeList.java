package dev.jpm.cli.tree;

import dev.jpm.cli.tree.ListedItem.Marks;
import dev.jpm.model.LocaleOrder;
import dev.jpm.model.tree.EdgeType;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a tree breadth first, as npm's ls does: each package once with what it depends on, later
 * only as deduped.
 */
final class TreeList {
  /**
   * What to list.
   *
   * @param depth how deep; 0 is what the project itself asks for
   * @param specs list only these and what leads to them; all where empty
   * @param omit kinds of direct dependencies left out
   * @param onlyLinks list direct dependencies only where they are links
   * @param workspaces list only these workspaces of the root; all where empty
   */
  record Wish(
      double depth,
      List<String> specs,
      Set<String> omit,
      boolean onlyLinks,
      boolean withWorkspaces,
      Set<String> workspaces,
      boolean includeRoot) {}

  private final InstalledTree tree;
  private final Wish wish;
  private final Map<GraphNode, ListedItem> seen = new HashMap<>();
  private final Map<GraphNode, Marks> marks = new HashMap<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private final List<ListedItem> items = new ArrayList<>();
  private boolean missingSeen;

  private TreeList(InstalledTree tree, Wish wish) {
    this.tree = tree;
    this.wish = wish;
  }

  /** The list: its root line, every line in the order met, and what is wrong. */
  record Listing(ListedItem root, List<ListedItem> items, List<String> problems) {}

  static Listing of(InstalledTree tree, Wish wish) {
    return new TreeList(tree, wish).walk();
  }

  private Listing walk() {
    GraphNode rootNode = tree.graph().root();
    ListedItem root =
        new ListedItem(
            rootNode,
            null,
            PackageId.of(rootNode),
            rootNode.name(),
            0,
            Marks.NONE,
            false,
            wish.specs().isEmpty());
    seen.put(rootNode, root);
    Deque<ListedItem> queue = new ArrayDeque<>(List.of(root));
    while (!queue.isEmpty()) {
      ListedItem item = queue.removeFirst();
      visit(item);
      queue.addAll(children(item));
    }
    for (ListedItem item : items) {
      if (item.included && item.parent != null) {
        item.parent.children.add(item);
      }
    }
    return new Listing(root, List.copyOf(items), List.copyOf(problems));
  }

  private void visit(ListedItem item) {
    item.shown = marksOf(item);
    item.problems = problems(item);
    if (item.filtered) {
      problems.addAll(item.problems);
      item.includeAncestors();
    }
    items.add(item);
  }

  private List<String> problems(ListedItem item) {
    List<String> found = new ArrayList<>();
    Marks now = item.shown;
    if (now.missing() && !now.optional()) {
      found.add("missing: " + item.id + ", required by " + now.missingFor());
    }
    GraphNode node = item.node;
    if (!now.invalid().isEmpty() && node != null) {
      found.add("invalid: " + item.id + " " + path(node));
    }
    if (node != null && !item.deduped && isExtraneous(node)) {
      found.add("extraneous: " + item.id + " " + path(node));
    }
    return found;
  }

  /** Marks of a package go on growing until it is shown, those of other lines do not. */
  private Marks marksOf(ListedItem item) {
    GraphNode node = item.node;
    return node == null || item.deduped ? item.marks : marks.getOrDefault(node, Marks.NONE);
  }

  private boolean isExtraneous(GraphNode node) {
    return node.flags().extraneous() && !tree.global();
  }

  private String path(GraphNode node) {
    return tree.folder(node).toString();
  }

  private List<ListedItem> children(ListedItem item) {
    GraphNode node = item.node;
    if (node == null || item.deduped) {
      return List.of();
    }
    int depth = node.isWorkspace() ? 0 : item.depth;
    if (depth > wish.depth()) {
      return List.of();
    }
    GraphNode target = node.isLink() && node.target() != null ? node.target() : node;
    Set<GraphNode> met = new HashSet<>();
    List<Found> found = new ArrayList<>();
    if (target != null) {
      for (GraphEdge edge : target.edges()) {
        if (isWanted(edge) && (depth > 0 || isWantedKind(edge))) {
          found.add(found(edge, met));
        }
      }
    }
    for (GraphNode child : node.children()) {
      if (!met.contains(child) && child.flags().extraneous()) {
        found.add(new Found(child, PackageId.of(child), child.name(), Marks.NONE));
      }
    }
    found.sort(Comparator.comparing(Found::id, LocaleOrder.ENGLISH));
    return found.stream().map(each -> listed(each, item, depth + 1)).toList();
  }

  private record Found(@Nullable GraphNode node, String id, String name, Marks marks) {}

  private Found found(GraphEdge edge, Set<GraphNode> met) {
    GraphNode to = edge.to();
    String spec = edge.spec().isEmpty() ? "*" : edge.spec();
    if (to == null) {
      String missingFor = PackageId.of(edge.depender());
      Marks missing = new Marks(spec, edge.isOptional(), "", missingFor);
      return new Found(null, edge.name() + "@" + shown(edge), edge.name(), missing);
    }
    met.add(to);
    Marks before = marks.getOrDefault(to, Marks.NONE);
    String invalid = before.invalid();
    if (!edge.isValid()) {
      String from = edge.depender().path().isEmpty() ? "the root project" : edge.depender().path();
      invalid += (invalid.isEmpty() ? "" : ", ") + "\"" + spec + "\" from " + from;
    }
    Marks now = new Marks(spec, edge.isOptional(), invalid, "");
    marks.put(to, now);
    return new Found(to, PackageId.of(to), to.name(), now);
  }

  /** npm knows workspaces by their absolute path. */
  private String shown(GraphEdge edge) {
    return edge.type() == EdgeType.WORKSPACE
        ? "file:" + tree.path().resolve(edge.spec().substring("file:".length())).normalize()
        : edge.spec();
  }

  private ListedItem listed(Found found, ListedItem parent, int depth) {
    GraphNode node = found.node();
    boolean deduped = node != null && seen.containsKey(node);
    boolean fits = isAsked(node);
    Marks now = node == null ? missing(found.marks()) : found.marks();
    ListedItem item =
        new ListedItem(node, parent, found.id(), found.name(), depth, now, deduped, fits);
    if (node != null && !deduped) {
      seen.put(node, item);
    }
    return item;
  }

  /** npm tells only of the first missing package in which version it is required. */
  private Marks missing(Marks marks) {
    Marks now = missingSeen ? new Marks("", marks.optional(), "", marks.missingFor()) : marks;
    missingSeen = true;
    return now;
  }

  private boolean isAsked(@Nullable GraphNode node) {
    return wish.specs().isEmpty()
        || (node != null && wish.specs().stream().anyMatch(spec -> PackageId.matches(node, spec)));
  }

  private boolean isWanted(GraphEdge edge) {
    GraphNode to = edge.to();
    boolean workspace = to != null && to.isWorkspace();
    if (!edge.depender().isProjectRoot()) {
      return true;
    }
    if (!wish.withWorkspaces() && workspace) {
      return false;
    }
    if (wish.workspaces().isEmpty() || (wish.includeRoot() && to != null && !workspace)) {
      return true;
    }
    return workspace && wish.workspaces().contains(edge.name());
  }

  private boolean isWantedKind(GraphEdge edge) {
    boolean omitted =
        (wish.omit().contains("dev") && edge.type() == EdgeType.DEV)
            || (wish.omit().contains("optional") && edge.isOptional())
            || (wish.omit().contains("peer") && edge.isPeer());
    GraphNode to = edge.to();
    return !omitted && (!wish.onlyLinks() || (to != null && to.isLink()));
  }
}
