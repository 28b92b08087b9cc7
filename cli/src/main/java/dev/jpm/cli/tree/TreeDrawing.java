package dev.jpm.cli.tree;

import java.util.List;
import java.util.function.Consumer;

/** Draws a tree of labels with lines, as npm draws it. */
final class TreeDrawing {
  private static final int PIECE = 1 << 16;

  private final boolean unicode;
  private final Consumer<CharSequence> out;
  private final StringBuilder prefix = new StringBuilder();
  private final StringBuilder piece = new StringBuilder();

  private TreeDrawing(boolean unicode, Consumer<CharSequence> out) {
    this.unicode = unicode;
    this.out = out;
  }

  /** A label, which may have several lines, and what hangs below it. */
  record Branch(String label, List<Branch> branches) {}

  /** The drawing; every line ends with a line break. */
  static String of(Branch root, boolean unicode) {
    StringBuilder out = new StringBuilder();
    draw(root, unicode, out::append);
    return out.toString();
  }

  /** Draws into {@code out} piece by piece: a deep tree has more to its left than one string. */
  static void draw(Branch root, boolean unicode, Consumer<CharSequence> out) {
    TreeDrawing drawing = new TreeDrawing(unicode, out);
    drawing.draw(root);
    drawing.handOver();
  }

  private void draw(Branch branch) {
    String down = branch.branches().isEmpty() ? " " : vertical();
    String label = branch.label();
    int next = label.indexOf('\n');
    int start = 0;
    for (; next >= 0; start = next + 1, next = label.indexOf('\n', start)) {
      piece.append(label, start, next + 1).append(prefix).append(down).append(' ');
    }
    piece.append(label, start, label.length()).append('\n');
    if (piece.length() >= PIECE) {
      handOver();
    }
    for (int i = 0; i < branch.branches().size(); i++) {
      Branch child = branch.branches().get(i);
      boolean last = i == branch.branches().size() - 1;
      piece.append(prefix).append(last ? corner() : fork()).append(horizontal());
      piece.append(child.branches().isEmpty() ? horizontal() : tee()).append(' ');
      prefix.append(last ? " " : vertical()).append(' ');
      draw(child);
      prefix.setLength(prefix.length() - 2);
    }
  }

  private void handOver() {
    out.accept(piece);
    piece.setLength(0);
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
