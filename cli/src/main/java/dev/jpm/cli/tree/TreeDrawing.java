package dev.jpm.cli.tree;

import java.util.List;

/** Draws a tree of labels with lines, as npm draws it. */
final class TreeDrawing {
  private final boolean unicode;

  private TreeDrawing(boolean unicode) {
    this.unicode = unicode;
  }

  /** A label, which may have several lines, and what hangs below it. */
  record Branch(String label, List<Branch> branches) {}

  /** The drawing; every line ends with a line break. */
  static String of(Branch root, boolean unicode) {
    StringBuilder out = new StringBuilder();
    new TreeDrawing(unicode).draw(root, "", out);
    return out.toString();
  }

  private void draw(Branch branch, String prefix, StringBuilder out) {
    String down = branch.branches().isEmpty() ? " " : vertical();
    out.append(branch.label().replace("\n", "\n" + prefix + down + " ")).append('\n');
    for (int i = 0; i < branch.branches().size(); i++) {
      Branch child = branch.branches().get(i);
      boolean last = i == branch.branches().size() - 1;
      out.append(prefix).append(last ? corner() : fork()).append(horizontal());
      out.append(child.branches().isEmpty() ? horizontal() : tee()).append(' ');
      draw(child, prefix + (last ? " " : vertical()) + " ", out);
    }
  }

  private String vertical() {
    return unicode ? "│" : "|";
  }

  private String corner() {
    return unicode ? "└" : "`";
  }

  private String fork() {
    return unicode ? "├" : "+";
  }

  private String horizontal() {
    return unicode ? "─" : "-";
  }

  private String tee() {
    return unicode ? "┬" : "-";
  }
}
