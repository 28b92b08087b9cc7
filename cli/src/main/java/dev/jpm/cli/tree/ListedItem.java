package dev.jpm.cli.tree;

import dev.jpm.resolver.graph.GraphNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code ls}: a package, a place where one was shown before, or one that is missing.
 * What is found out while the list is made (whether it is included, what hangs below) is filled in.
 */
final class ListedItem {
  final @Nullable GraphNode node;
  final @Nullable ListedItem parent;
  final String id;
  final String name;
  final int depth;
  final Marks marks;
  final boolean deduped;
  final boolean filtered;
  boolean included;
  Marks shown = Marks.NONE;
  List<String> problems = List.of();
  final List<ListedItem> children = new ArrayList<>();

  /**
   * What an edge says about what it found.
   *
   * @param required the spec
   * @param optional whether the depender works without
   * @param invalid who asked for something else; empty where nobody did
   * @param missingFor the depender of a missing package; empty where it is there
   */
  record Marks(String required, boolean optional, String invalid, String missingFor) {
    static final Marks NONE = new Marks("", false, "", "");

    boolean missing() {
      return !missingFor.isEmpty();
    }
  }

  ListedItem(
      @Nullable GraphNode node,
      @Nullable ListedItem parent,
      String id,
      String name,
      int depth,
      Marks marks,
      boolean deduped,
      boolean filtered) {
    this.node = node;
    this.parent = parent;
    this.id = id;
    this.name = name;
    this.depth = depth;
    this.marks = marks;
    this.deduped = deduped;
    this.filtered = filtered;
    this.included = filtered;
  }

  /** Makes what is above an included line included too. */
  void includeAncestors() {
    for (ListedItem above = parent; above != null; above = above.parent) {
      above.included = true;
    }
  }
}
