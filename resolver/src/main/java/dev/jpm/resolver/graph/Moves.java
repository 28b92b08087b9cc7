package dev.jpm.resolver.graph;

import dev.jpm.model.tree.Paths;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts nodes into trees and takes them out. After every move each edge of the tree leads to what
 * its depender finds from where it then is.
 */
public final class Moves {
  private static final String NODE_MODULES = "node_modules/";

  private Moves() {}

  /** Puts {@code node}, with all below it, into {@code parent}'s node_modules. */
  public static void attach(GraphNode node, GraphNode parent) {
    if (node.parent() == parent || node == parent) {
      return;
    }
    if (node.resolveParent() != null || node.graph().root() != node) {
      detach(node);
    }
    GraphNode current = parent.childAt(node.key());
    if (current != null) {
      detach(current);
    }
    node.place().parent(parent);
    List<GraphNode> family = settle(node, parent.graph(), pathIn(parent, node.name()));
    parent.place().putChild(node);
    adoptTops(node);
    if (!node.isLink()) {
      parent.graph().reloadEdges(parent, node.key());
    }
    relink(node, parent.graph());
    reloadForeign(family, parent.graph());
    bringTarget(node, parent.graph());
  }

  /** Puts a package that was just made into {@code parent}'s node_modules, and makes its edges. */
  public static void attachNew(GraphNode node, GraphNode parent) {
    GraphNode current = parent.childAt(node.key());
    if (current != null) {
      detach(current);
    }
    Graph graph = parent.graph();
    node.place().parent(parent);
    node.path(pathIn(parent, node.name()));
    node.place().graph(graph);
    node.place().depth(depthOf(node));
    graph.register(node);
    parent.place().putChild(node);
    adoptTops(node);
    graph.reloadEdges(parent, node.key());
    relink(node, graph);
    node.loadEdges();
  }

  /** Puts {@code node}, which has a path of its own, into {@code graph} outside node_modules. */
  public static void attachTop(GraphNode node, Graph graph) {
    if (node.graph() == graph) {
      return;
    }
    if (node.resolveParent() != null || node.graph().root() != node) {
      detach(node);
    }
    GraphNode current = graph.at(node.path());
    if (current != null && current != node) {
      detach(current);
    }
    GraphNode around = nearest(node.path(), graph);
    if (around != null) {
      node.place().fsParent(around);
      around.place().addFsChild(node);
    }
    List<GraphNode> family = settle(node, graph, node.path());
    adoptTops(node);
    relink(node, graph);
    reloadForeign(family, graph);
  }

  /** Takes {@code node}, with all below it, out of its tree; what it links to stays. */
  public static void detach(GraphNode node) {
    Graph old = node.graph();
    if (node.resolveParent() == null && old.root() == node) {
      return;
    }
    List<GraphNode> family = family(node);
    family.forEach(old::unregister);
    GraphNode parent = node.parent();
    if (parent != null) {
      parent.place().removeChild(node);
      node.place().parent(null);
    }
    GraphNode around = node.fsParent();
    if (around != null) {
      around.place().removeFsChild(node);
      node.place().fsParent(null);
    }
    Graph own = new Graph(node, false);
    for (GraphNode member : family) {
      member.place().graph(own);
      own.register(member);
      cutLinks(member);
    }
    node.place().depth(0);
    reloadForeign(family, own);
  }

  /**
   * Takes {@code node} out and, as npm does, what links in its folders lead to in node_modules:
   * where a cycle was cut, that can be what stands in its place. Who loses by it is noted.
   */
  public static void takeOut(GraphNode node) {
    Graph graph = node.graph();
    if (graph.root() == node) {
      return;
    }
    List<GraphNode> led = new ArrayList<>();
    for (GraphNode member : family(node)) {
      GraphNode target = member == node || !member.isLink() ? null : member.target();
      if (target != null && target.parent() != null) {
        led.add(target);
      }
    }
    detach(node);
    for (GraphNode target : led) {
      if (target.graph() == graph) {
        target.edgesIn().forEach(edge -> graph.noteLoss(edge.depender()));
        takeOut(target);
      }
    }
  }

  /** Puts {@code fresh} where {@code old} stands; what stands in old's node_modules stays there. */
  public static void replace(GraphNode fresh, GraphNode old) {
    GraphNode parent = old.parent();
    if (parent == null) {
      throw new IllegalArgumentException("only a node in node_modules can be replaced: " + old);
    }
    List<GraphNode> kids = fresh.isLink() ? List.of() : List.copyOf(old.children());
    List<GraphNode> linksToOld = List.copyOf(old.linksIn());
    fresh.path(pathIn(parent, fresh.name()));
    for (GraphNode kid : kids) {
      moveKid(kid, fresh);
    }
    GraphNode oldTarget = old.isLink() && !fresh.isLink() ? old.target() : null;
    if (oldTarget != null && oldTarget != old.graph().root()) {
      detach(oldTarget);
    }
    detach(old);
    attach(fresh, parent);
    for (GraphNode link : linksToOld) {
      if (link.graph() == fresh.graph()) {
        point(link, fresh);
      }
    }
  }

  /** Lets {@code link} lead to {@code target}. */
  public static void point(GraphNode link, GraphNode target) {
    GraphNode before = link.isLink() ? link.target() : null;
    if (before == target) {
      return;
    }
    if (before != null) {
      before.place().removeLinkIn(link);
    }
    link.place().target(target);
    target.place().addLinkIn(link);
    GraphNode parent = link.parent();
    if (parent != null) {
      parent.graph().reloadEdges(parent, link.key());
    }
  }

  /** A child changes its parent but neither its path nor its own children. */
  private static void moveKid(GraphNode kid, GraphNode fresh) {
    Map<GraphNode, GraphNode> targets = new LinkedHashMap<>();
    for (GraphNode member : family(kid)) {
      for (GraphNode link : member.linksIn()) {
        targets.put(link, member);
      }
    }
    detach(kid);
    attach(kid, fresh);
    targets.forEach((link, target) -> {
      if (link.target() == null) {
        point(link, target);
      }
    });
  }

  private static List<GraphNode> settle(GraphNode node, Graph graph, String path) {
    boolean moved = !path.equals(node.path());
    List<GraphNode> family = family(node);
    Graph old = node.graph();
    for (GraphNode member : family) {
      old.unregister(member);
      if (member == node) {
        node.path(path);
      } else if (moved && member.parent() != null) {
        member.path(pathIn(member.parent(), member.name()));
      }
      member.place().graph(graph);
      member.place().depth(depthOf(member));
      graph.register(member);
    }
    return family;
  }

  private static int depthOf(GraphNode node) {
    GraphNode parent = node.parent();
    return parent == null || node.isGlobalTop() ? 0 : parent.depth() + 1;
  }

  private static String pathIn(GraphNode parent, String name) {
    String path = parent.path();
    return path.isEmpty() ? NODE_MODULES + name : path + "/" + NODE_MODULES + name;
  }

  /** The node and all in its folders, holders before what they hold. */
  private static List<GraphNode> family(GraphNode node) {
    if (node.children().isEmpty() && node.fsChildren().isEmpty()) {
      return List.of(node);
    }
    List<GraphNode> all = new ArrayList<>();
    Deque<GraphNode> queue = new ArrayDeque<>();
    queue.add(node);
    while (!queue.isEmpty()) {
      GraphNode next = queue.remove();
      all.add(next);
      queue.addAll(next.children());
      queue.addAll(next.fsChildren());
    }
    return all;
  }

  private static @Nullable GraphNode nearest(String path, Graph graph) {
    String place = path;
    while (!place.isEmpty()) {
      if (Paths.isAbsolute(place) && place.lastIndexOf('/') <= 0) {
        return null;
      }
      String above = Paths.parent(place);
      if (above.length() >= place.length() && !above.isEmpty()) {
        return null;
      }
      place = above;
      GraphNode found = graph.at(place);
      if (found != null && !found.isLink()) {
        return found;
      }
    }
    return null;
  }

  /** Link targets inside the folder of a node that is new get it as the package around them. */
  private static void adoptTops(GraphNode node) {
    if (node.isLink()) {
      return;
    }
    for (GraphNode top : node.graph().tops()) {
      if (top == node || !Paths.isBelow(top.path(), node.path())) {
        continue;
      }
      GraphNode around = top.fsParent();
      if (around == null || Paths.isBelow(node.path(), around.path())) {
        if (around != null) {
          around.place().removeFsChild(top);
        }
        top.place().fsParent(node);
        node.place().addFsChild(top);
        for (GraphEdge edge : List.copyOf(top.madeEdges())) {
          edge.reload(false);
        }
      }
    }
  }

  /** Joins links and targets that have come into one tree. */
  private static void relink(GraphNode node, Graph graph) {
    if (node.isLink()) {
      GraphNode target = node.target();
      GraphNode standing = target == null ? null : graph.at(target.path());
      if (standing != null && standing != target) {
        point(node, standing);
      } else if (target != null) {
        target.place().addLinkIn(node);
        GraphNode parent = node.parent();
        if (parent != null) {
          graph.reloadEdges(parent, node.key());
        }
      }
      return;
    }
    for (GraphNode link : graph.links()) {
      GraphNode target = link.target();
      if (target != null && target != node && target.path().equals(node.path())) {
        point(link, node);
      }
    }
  }

  private static void bringTarget(GraphNode node, Graph graph) {
    GraphNode target = node.isLink() ? node.target() : null;
    if (target == null || !graph.isIndexed()) {
      return;
    }
    if (target.graph() != graph && target.parent() == null) {
      attachTop(target, graph);
      target.place().addLinkIn(node);
      point(node, target);
    }
  }

  private static void cutLinks(GraphNode member) {
    GraphNode target = member.isLink() ? member.target() : null;
    if (target != null) {
      target.place().removeLinkIn(member);
    }
    for (GraphNode link : List.copyOf(member.linksIn())) {
      if (link.graph() != member.graph()) {
        member.place().removeLinkIn(link);
        link.place().target(null);
      }
    }
  }

  private static void reloadForeign(List<GraphNode> family, Graph graph) {
    for (GraphNode member : family) {
      for (GraphEdge edge : List.copyOf(member.edgesIn())) {
        GraphNode from = edge.from();
        if (from == null || from.graph() != graph) {
          edge.reload(false);
        }
      }
      for (GraphEdge edge : List.copyOf(member.madeEdges())) {
        GraphNode to = edge.to();
        if (to == null || to.graph() != graph) {
          edge.reload(false);
        }
      }
    }
  }
}
