package dev.jpm.runtime.shell;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.runtime.shell.ShellCommand.Assignment;
import dev.jpm.runtime.shell.ShellCommand.Either;
import dev.jpm.runtime.shell.ShellCommand.Part;
import dev.jpm.runtime.shell.ShellCommand.Pipeline;
import dev.jpm.runtime.shell.ShellCommand.Redirect;
import dev.jpm.runtime.shell.ShellCommand.Sequence;
import dev.jpm.runtime.shell.ShellCommand.Simple;
import dev.jpm.runtime.shell.ShellCommand.Text;
import dev.jpm.runtime.shell.ShellCommand.Variable;
import dev.jpm.runtime.shell.ShellCommand.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of a script. Pure. */
final class ShellParser {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Set<String> RESERVED =
      Set.of(
          "if",
          "then",
          "elif",
          "else",
          "fi",
          "for",
          "do",
          "done",
          "while",
          "until",
          "case",
          "esac",
          "function",
          "{",
          "}",
          "[[",
          "select");

  private final String text;
  private int at;

  private ShellParser(String text) {
    this.text = text.replace("\r\n", "\n");
  }

  /**
   * @throws JpmException ESCRIPTSYNTAX where the text is no shell command, or has what is not known
   *     here
   */
  static ShellCommand parse(String text) {
    ShellParser parser = new ShellParser(text);
    ShellCommand all = parser.sequence();
    if (parser.at < parser.text.length()) {
      throw parser.unknown(parser.text.substring(parser.at, parser.at + 1));
    }
    return all;
  }

  private ShellCommand sequence() {
    List<ShellCommand> commands = new ArrayList<>();
    skipSeparators();
    while (at < text.length()) {
      commands.add(either());
      blanks();
      if (at < text.length() && !looking(";") && !looking("\n")) {
        break;
      }
      skipSeparators();
    }
    return new Sequence(commands);
  }

  private void skipSeparators() {
    blanks();
    while (looking(";") || looking("\n")) {
      at++;
      blanks();
    }
  }

  private ShellCommand either() {
    ShellCommand left = pipeline();
    blanks();
    while (looking("&&") || looking("||")) {
      boolean isAnd = looking("&&");
      at += 2;
      skipLines();
      left = new Either(left, isAnd, pipeline());
      blanks();
    }
    return left;
  }

  private ShellCommand pipeline() {
    blanks();
    boolean negated = looking("! ");
    at += negated ? 2 : 0;
    List<Simple> commands = new ArrayList<>();
    commands.add(simple());
    blanks();
    while (looking("|") && !looking("||")) {
      at++;
      skipLines();
      commands.add(simple());
      blanks();
    }
    return new Pipeline(commands, negated);
  }

  private void skipLines() {
    blanks();
    while (looking("\n")) {
      at++;
      blanks();
    }
  }

  private Simple simple() {
    List<Assignment> assignments = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    List<Redirect> redirects = new ArrayList<>();
    int begun = at;
    for (blanks(); at < text.length() && !atEnd(); blanks()) {
      Redirect redirect = redirect();
      if (redirect != null) {
        redirects.add(redirect);
        continue;
      }
      Assignment assignment = words.isEmpty() ? assignment() : null;
      if (assignment != null) {
        assignments.add(assignment);
      } else {
        words.add(word(""));
        refuseReserved(words);
      }
    }
    if (assignments.isEmpty() && words.isEmpty() && redirects.isEmpty()) {
      String found = at < text.length() ? text.substring(at, at + 1) : "end of the script";
      throw syntax("a command is missing before \"" + found + "\" in " + text.substring(begun));
    }
    return new Simple(assignments, words, redirects);
  }

  private void refuseReserved(List<Word> words) {
    if (words.size() == 1
        && words.getFirst().parts().equals(List.of(first(words.getFirst())))
        && first(words.getFirst()) instanceof Text(String name, boolean quoted)
        && !quoted
        && RESERVED.contains(name)) {
      throw unknown(name);
    }
  }

  private static Part first(Word word) {
    return word.parts().isEmpty() ? new Text("", true) : word.parts().getFirst();
  }

  private boolean atEnd() {
    char c = text.charAt(at);
    if (c == '&' && !looking("&&")) {
      throw unknown("&").withHint("Scripts run at the same time with jpm run -p <script> <script>");
    }
    if (c == '(' || c == ')') {
      throw unknown(String.valueOf(c));
    }
    return c == ';' || c == '\n' || c == '|' || c == '&';
  }

  private @Nullable Redirect redirect() {
    int from = at;
    int fd = -1;
    if (Character.isDigit(text.charAt(at))) {
      fd = text.charAt(at) - '0';
      at++;
    }
    String operator =
        looking("<<")
            ? "<<"
            : looking(">>")
                ? ">>"
                : looking(">&")
                    ? ">&"
                    : looking("<&") ? "<&" : looking("<") ? "<" : looking(">") ? ">" : "";
    if (operator.isEmpty()) {
      at = from;
      return null;
    }
    if (operator.equals("<<") || operator.equals("<&") || fd > 2) {
      throw unknown(text.substring(from, at) + operator);
    }
    at += operator.length();
    blanks();
    int usual = operator.equals("<") ? 0 : 1;
    return new Redirect(fd < 0 ? usual : fd, operator, word(""));
  }

  private @Nullable Assignment assignment() {
    var name = NAME.matcher(text).region(at, text.length());
    if (!name.lookingAt() || name.end() >= text.length() || text.charAt(name.end()) != '=') {
      return null;
    }
    at = name.end() + 1;
    return new Assignment(name.group(), word(""));
  }

  /**
   * A word up to a blank or an operator, or up to {@code end} in braces.
   *
   * @param end a character, or empty text
   */
  private Word word(String end) {
    List<Part> parts = new ArrayList<>();
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean over = end.isEmpty() ? " \t\n;|&<>()".indexOf(c) >= 0 : end.indexOf(c) >= 0;
      if (over) {
        break;
      }
      switch (c) {
        case '\'' -> parts.add(single());
        case '"' -> twice(parts);
        case '\\' -> parts.add(escaped());
        case '$' -> parts.add(variable(false));
        case '`' -> throw unknown("`");
        default -> parts.add(plain(end));
      }
    }
    return new Word(parts);
  }

  private Part plain(String end) {
    String stops = end.isEmpty() ? " \t\n;|&<>()'\"\\$`" : end + "'\"\\$`";
    int from = at;
    while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return new Text(text.substring(from, at), false);
  }

  private Part single() {
    int close = text.indexOf('\'', at + 1);
    if (close < 0) {
      throw syntax("a quote ' is not closed");
    }
    Part part = new Text(text.substring(at + 1, close), true);
    at = close + 1;
    return part;
  }

  private Part escaped() {
    at += 2;
    if (at > text.length()) {
      return new Text("\\", true);
    }
    return new Text(text.substring(at - 1, at), true);
  }

  private void twice(List<Part> parts) {
    at++;
    parts.add(new Text("", true));
    StringBuilder plain = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (c == '`') {
        throw unknown("`");
      }
      if (c == '$') {
        parts.add(new Text(plain.toString(), true));
        plain.setLength(0);
        parts.add(variable(true));
        continue;
      }
      boolean escape = c == '\\' && at + 1 < text.length();
      if (escape && "$`\"\\\n".indexOf(text.charAt(at + 1)) >= 0) {
        at++;
        c = text.charAt(at);
      }
      if (!(escape && c == '\n')) {
        plain.append(c);
      }
      at++;
    }
    if (at >= text.length()) {
      throw syntax("a quote \" is not closed");
    }
    at++;
    parts.add(new Text(plain.toString(), true));
  }

  private Part variable(boolean quoted) {
    at++;
    if (looking("(")) {
      throw unknown("$(");
    }
    if (looking("{")) {
      return inBraces(quoted);
    }
    if (looking("?")) {
      at++;
      return new Variable("?", "", null, quoted);
    }
    var name = NAME.matcher(text).region(at, text.length());
    if (name.lookingAt()) {
      at = name.end();
      return new Variable(name.group(), "", null, quoted);
    }
    if (at < text.length() && "@*#!$-0123456789".indexOf(text.charAt(at)) >= 0) {
      throw unknown("$" + text.charAt(at));
    }
    return new Text("$", quoted);
  }

  private Part inBraces(boolean quoted) {
    int from = at - 1;
    at++;
    var name = NAME.matcher(text).region(at, text.length());
    if (!name.lookingAt()) {
      throw unknown("${" + (at < text.length() ? text.charAt(at) : ""));
    }
    at = name.end();
    if (looking("}")) {
      at++;
      return new Variable(name.group(), "", null, quoted);
    }
    int length = looking(":") ? 2 : 1;
    String operator = text.substring(at, Math.min(text.length(), at + length));
    if (!Set.of("-", ":-", "+", ":+").contains(operator)) {
      throw unknown(text.substring(from, at) + operator);
    }
    at += length;
    Word other = word("}");
    if (!looking("}")) {
      throw syntax("a brace { is not closed");
    }
    at++;
    return new Variable(name.group(), operator, other, quoted);
  }

  private void blanks() {
    while (at < text.length()) {
      if (looking(" ") || looking("\t")) {
        at++;
      } else if (looking("\\\n")) {
        at += 2;
      } else if (looking("#")) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        return;
      }
    }
  }

  private boolean looking(String what) {
    return text.startsWith(what, at);
  }

  private JpmException unknown(String what) {
    return syntax("the shell of jpm does not know \"" + what + "\"")
        .withHint("Run the script with a real shell: shell-emulator=false")
        .withHint("Or put what it does into a file that Node.js runs");
  }

  private static JpmException syntax(String sentence) {
    return JpmException.of(ErrorCode.ESCRIPTSYNTAX, "The script cannot be read: " + sentence);
  }
}
