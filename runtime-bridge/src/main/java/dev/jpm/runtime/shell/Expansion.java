package dev.jpm.runtime.shell;

import dev.jpm.runtime.shell.ShellCommand.Part;
import dev.jpm.runtime.shell.ShellCommand.Text;
import dev.jpm.runtime.shell.ShellCommand.Variable;
import dev.jpm.runtime.shell.ShellCommand.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes fields of words: variables, then splitting at blanks, then file names. */
final class Expansion {
  private final ShellState state;
  private final List<String> fields = new ArrayList<>();
  private @Nullable StringBuilder plain;
  private StringBuilder pattern = new StringBuilder();
  private boolean isPattern;

  private Expansion(ShellState state) {
    this.state = state;
  }

  /** The fields of several words. */
  static List<String> fields(List<Word> words, ShellState state) {
    Expansion expansion = new Expansion(state);
    for (Word word : words) {
      atHome(word.parts(), state).forEach(expansion::add);
      expansion.endField();
    }
    return expansion.fields;
  }

  /**
   * One text, as values and redirections have it: nothing is split, no file names are looked up.
   */
  static String text(Word word, ShellState state) {
    StringBuilder text = new StringBuilder();
    for (Part part : atHome(word.parts(), state)) {
      switch (part) {
        case Text fixed -> text.append(fixed.text());
        case Variable variable -> text.append(valueText(variable, state));
      }
    }
    return text.toString();
  }

  /**
   * The parts with the home folder in the place of an unquoted {@code ~} that a path begins with.
   */
  private static List<Part> atHome(List<Part> parts, ShellState state) {
    String home = state.home();
    if (home == null
        || parts.isEmpty()
        || !(parts.getFirst() instanceof Text(String text, boolean quoted))
        || quoted
        || !(text.startsWith("~/") || (text.equals("~") && parts.size() == 1))) {
      return parts;
    }
    List<Part> changed = new ArrayList<>();
    changed.add(new Text(home, true));
    changed.add(new Text(text.substring(1), false));
    changed.addAll(parts.subList(1, parts.size()));
    return changed;
  }

  private void add(Part part) {
    switch (part) {
      case Text(String text, boolean quoted) -> append(text, quoted);
      case Variable variable -> addVariable(variable);
    }
  }

  private void addVariable(Variable variable) {
    if (variable.quoted()) {
      append(valueText(variable, state), true);
      return;
    }
    Word other = chosen(variable, state);
    if (other != null) {
      for (Part part : other.parts()) {
        if (part instanceof Text(String text, boolean quoted) && !quoted) {
          split(text);
        } else {
          add(part);
        }
      }
      return;
    }
    split(value(variable, state));
  }

  /** The word that takes the place of a variable's value; null for the value itself. */
  private static @Nullable Word chosen(Variable variable, ShellState state) {
    String value = state.get(variable.name());
    boolean isSet = value != null && (!variable.operator().startsWith(":") || !value.isEmpty());
    boolean wantsSet = variable.operator().endsWith("+");
    if (variable.operator().isEmpty() || isSet != wantsSet) {
      return null;
    }
    return variable.other();
  }

  private static String value(Variable variable, ShellState state) {
    String value = state.get(variable.name());
    return value == null || variable.operator().endsWith("+") ? "" : value;
  }

  private static String valueText(Variable variable, ShellState state) {
    Word other = chosen(variable, state);
    return other == null ? value(variable, state) : text(other, state);
  }

  private void split(String text) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (" \t\n".indexOf(text.charAt(i)) >= 0) {
        append(text.substring(from, i), false);
        endField();
        from = i + 1;
      }
    }
    append(text.substring(from), false);
  }

  /** Quoted text makes a field even where it is empty. */
  private void append(String text, boolean quoted) {
    if (text.isEmpty() && !quoted) {
      return;
    }
    StringBuilder field = plain == null ? new StringBuilder() : plain;
    plain = field.append(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("*?[]\\".indexOf(c) >= 0) {
        if (quoted || c == '\\') {
          pattern.append('\\');
        } else {
          isPattern = true;
        }
      }
      pattern.append(c);
    }
  }

  private void endField() {
    StringBuilder field = plain;
    if (field != null) {
      List<String> files =
          isPattern ? FilePattern.matches(pattern.toString(), state.folder()) : List.of();
      fields.addAll(files.isEmpty() ? List.of(field.toString()) : files);
    }
    plain = null;
    pattern = new StringBuilder();
    isPattern = false;
  }
}
