package dev.jpm.cli.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** The changed places of a text with the lines around them. */
final class UnifiedHunks {
  private final int context;
  private final boolean ignoreSpace;

  UnifiedHunks(int context, boolean ignoreSpace) {
    this.context = context;
    this.ignoreSpace = ignoreSpace;
  }

  /** The hunks; empty where nothing differs that counts. */
  String between(String before, String after) {
    List<String> old = lines(before);
    List<String> now = lines(after);
    BiPredicate<String, String> same =
        ignoreSpace ? (a, b) -> a.strip().equals(b.strip()) : String::equals;
    List<AbstractDelta<String>> changes = DiffUtils.diff(old, now, same).getDeltas();
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (from < changes.size()) {
      int to = from + 1;
      while (to < changes.size() && gap(changes, to) <= 2 * context) {
        to++;
      }
      append(text, old, changes.subList(from, to));
      from = to;
    }
    return text.toString();
  }

  /** Unchanged lines between a change and the one before it. */
  private static int gap(List<AbstractDelta<String>> changes, int index) {
    return changes.get(index).getSource().getPosition()
        - changes.get(index - 1).getSource().last()
        - 1;
  }

  private void append(StringBuilder text, List<String> old, List<AbstractDelta<String>> changes) {
    AbstractDelta<String> first = changes.getFirst();
    AbstractDelta<String> last = changes.getLast();
    int begin = Math.max(0, first.getSource().getPosition() - context);
    int end = Math.min(old.size(), last.getSource().last() + 1 + context);
    int lead = first.getSource().getPosition() - begin;
    int newBegin = first.getTarget().getPosition() - lead;
    int newEnd = last.getTarget().last() + 1 + (end - last.getSource().last() - 1);
    text.append("@@ -").append(range(begin, end - begin));
    text.append(" +").append(range(newBegin, newEnd - newBegin)).append(" @@\n");
    int at = begin;
    for (AbstractDelta<String> change : changes) {
      appendLines(text, ' ', old.subList(at, change.getSource().getPosition()));
      appendLines(text, '-', change.getSource().getLines());
      appendLines(text, '+', change.getTarget().getLines());
      at = change.getSource().last() + 1;
    }
    appendLines(text, ' ', old.subList(at, end));
  }

  /** Where nothing is, the line before it is named. */
  private static String range(int begin, int count) {
    return (count == 0 ? begin : begin + 1) + "," + count;
  }

  private static void appendLines(StringBuilder text, char sign, List<String> lines) {
    for (String line : lines) {
      text.append(sign).append(line);
      if (!line.endsWith("\n")) {
        text.append("\n\\ No newline at end of file\n");
      }
    }
  }

  /** Lines with their ends. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      int next = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(from, next));
      from = next;
    }
    return lines;
  }
}
