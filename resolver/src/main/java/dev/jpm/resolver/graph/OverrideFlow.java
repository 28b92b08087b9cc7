package dev.jpm.resolver.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries rules of overrides down the tree as edges come and go. Where two edges bring different
 * rules to one node, the more specific ones hold.
 */
final class OverrideFlow {
  private OverrideFlow() {}

  /** An edge that carries {@code added} now leads to {@code node}. */
  static void added(GraphNode node, @Nullable OverrideSet added) {
    if (added == null) {
      return;
    }
    OverrideSet current = node.overrides();
    if (current == null) {
      node.overrides(added);
      passOn(node);
      return;
    }
    if (current.isEqual(added)) {
      return;
    }
    OverrideSet specific = OverrideSet.moreSpecific(current, added);
    if (specific != null && !current.isEqual(specific)) {
      node.overrides(specific);
      passOn(node);
    }
  }

  /** An edge that carried {@code removed} no longer leads to {@code node}. */
  static void removed(GraphNode node, @Nullable OverrideSet removed) {
    OverrideSet current = node.overrides();
    if (current == null || !current.isEqual(removed)) {
      return;
    }
    OverrideSet left = null;
    for (GraphEdge edge : node.edgesIn()) {
      OverrideSet carried = edge.overrides();
      left = left != null && carried != null ? OverrideSet.moreSpecific(carried, left) : carried;
    }
    if (current.isEqual(left)) {
      return;
    }
    node.overrides(left);
    if (left != null) {
      passOn(node);
    }
  }

  private static void passOn(GraphNode node) {
    if (node.isLink()) {
      GraphNode target = node.target();
      OverrideSet rules = node.overrides();
      if (target != null && rules != null && concern(rules, target)) {
        added(target, rules);
      }
      return;
    }
    for (GraphEdge edge : List.copyOf(node.madeEdges())) {
      edge.reload(true);
      GraphNode to = edge.to();
      if (to != null) {
        added(to, edge.overrides());
      }
    }
  }

  /** Whether a rule names something that the target of a link wants, at any depth. */
  private static boolean concern(OverrideSet rules, GraphNode target) {
    Set<GraphNode> seen = new HashSet<>();
    Deque<GraphNode> stack = new ArrayDeque<>();
    stack.push(target);
    while (!stack.isEmpty()) {
      GraphNode node = stack.pop().target();
      if (node == null || !seen.add(node)) {
        continue;
      }
      for (GraphEdge edge : node.madeEdges()) {
        if (edge.name().equals(rules.edgeRule(edge.name(), edge.rawWanted()).name())) {
          return true;
        }
        GraphNode to = edge.to();
        if (to != null) {
          stack.push(to);
        }
      }
    }
    return false;
  }

  /** Whether the version is there because a rule of overrides says so. */
  static boolean isOverridden(GraphNode node) {
    OverrideSet rules = node.overrides();
    if (rules == null || rules.value() == null || !node.name().equals(rules.name())) {
      return false;
    }
    for (GraphEdge edge : node.edgesIn()) {
      OverrideSet rule = edge.overrides();
      if (rule != null
          && node.name().equals(rule.name())
          && node.versionText().equals(rule.value())
          && !rule.isEqual(edge.depender().overrides())) {
        return true;
      }
    }
    return false;
  }
}
