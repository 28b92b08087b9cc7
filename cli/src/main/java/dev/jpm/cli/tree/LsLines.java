package dev.jpm.cli.tree;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.terminal.Palette;
import dev.jpm.cli.tree.TreeDrawing.Branch;
import dev.jpm.cli.tree.TreeList.Listing;
import dev.jpm.resolver.graph.GraphNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of {@code ls}: labels of the tree, or lines for programs. */
final class LsLines {
  private final InstalledTree tree;
  private final boolean longer;

  LsLines(InstalledTree tree, boolean longer) {
    this.tree = tree;
    this.longer = longer;
  }

  Branch branch(ListedItem item, Invocation call) {
    boolean filters = !call.words().isEmpty();
    List<Branch> branches = item.children.stream().map(child -> branch(child, call)).toList();
    return new Branch(label(item, call.terminal().onOut(), filters), branches);
  }

  private String label(ListedItem item, Palette colors, boolean filters) {
    StringBuilder label = new StringBuilder();
    boolean optional = item.shown.optional();
    if (item.shown.missing()) {
      String unmet = "UNMET " + (optional ? "OPTIONAL " : "") + "DEPENDENCY";
      label.append(optional ? colors.yellow(unmet) : colors.red(unmet)).append(' ');
    }
    String printed = printed(item, colors);
    label.append(filters && item.filtered ? colors.yellow(printed) : printed);
    GraphNode node = item.node;
    if (item.deduped) {
      label.append(' ').append(colors.dim("deduped"));
    }
    if (!item.shown.invalid().isEmpty()) {
      label.append(' ').append(colors.red("invalid: " + item.shown.invalid()));
    }
    if (node != null) {
      if (!item.deduped) {
        addMarks(node, colors, label);
      }
      addPlace(node, label);
      if (longer) {
        String description = node.info().manifest().text("description");
        label.append('\n').append(description == null ? "" : description);
      }
    }
    return label.toString();
  }

  private void addMarks(GraphNode node, Palette colors, StringBuilder label) {
    if (node.flags().extraneous() && !tree.global()) {
      label.append(' ').append(colors.red("extraneous"));
    }
    if (node.isOverridden()) {
      label.append(' ').append(colors.dim("overridden"));
    }
  }

  private void addPlace(GraphNode node, StringBuilder label) {
    String resolved = node.resolved();
    if (resolved != null && resolved.startsWith("git")) {
      label.append(" (").append(resolved).append(')');
    }
    GraphNode target = node.target();
    if (node.isLink() && target != null) {
      label.append(" -> ./").append(target.path());
    }
  }

  private String printed(ListedItem item, Palette colors) {
    GraphNode node = item.node;
    if (node == null) {
      return item.id;
    }
    if (node.isProjectRoot()) {
      boolean anonymous = tree.global() || node.info().manifest().json().isEmpty();
      return anonymous ? tree.path().toString() : item.id + (longer ? "\n" : " ") + tree.path();
    }
    return node.isWorkspace() ? colors.blue(item.id) : item.id;
  }

  String parseable(Listing listing) {
    StringBuilder out = new StringBuilder();
    for (ListedItem item : listing.items()) {
      GraphNode node = item.node;
      if (node == null || item.deduped || !item.filtered) {
        continue;
      }
      out.append(path(node));
      if (longer) {
        out.append(':').append(item.id);
        GraphNode target = node.target();
        if (node.isLink() && target != null) {
          out.append(':').append(path(target));
        }
        out.append(node.flags().extraneous() && !tree.global() ? ":EXTRANEOUS" : "");
        out.append(item.shown.invalid().isEmpty() ? "" : ":INVALID");
        out.append(node.isOverridden() ? ":OVERRIDDEN" : "");
      }
      out.append('\n');
    }
    return out.toString().strip();
  }

  private String path(@Nullable GraphNode node) {
    return (node == null ? tree.path() : tree.folder(node)).toString();
  }
}
