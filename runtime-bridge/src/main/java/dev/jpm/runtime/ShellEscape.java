package dev.jpm.runtime;

import java.util.regex.Pattern;

/** Makes a shell read an argument as the text it is, in npm's spelling. */
final class ShellEscape {
  private static final Pattern SH_SPECIAL = Pattern.compile("[\\t\\n\\r \"#$&'()*;<>?\\\\`|~]");
  private static final Pattern CMD_NEEDS_QUOTES = Pattern.compile("[ \\t\\n\\x0B\"]");
  private static final Pattern CMD_SPECIAL = Pattern.compile("[ !%^&()<>|\"]");

  private ShellEscape() {}

  /** For POSIX shells: in single quotes where anything in it is special. */
  static String sh(String argument) {
    if (argument.isEmpty()) {
      return "''";
    }
    if (!SH_SPECIAL.matcher(argument).find()) {
      return argument;
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (from <= argument.length()) {
      int quote = argument.indexOf('\'', from);
      int end = quote < 0 ? argument.length() : quote;
      if (end > from) {
        out.append('\'').append(argument, from, end).append('\'');
      }
      if (quote < 0) {
        break;
      }
      out.append("\\'");
      from = quote + 1;
    }
    return out.toString();
  }

  /**
   * For cmd.exe: quoted as a C program splits its command line, then every character that cmd reads
   * itself behind a caret.
   *
   * @param twice where a batch file is started, which reads its arguments once more
   */
  static String cmd(String argument, boolean twice) {
    if (argument.isEmpty()) {
      return "\"\"";
    }
    String quoted =
        CMD_NEEDS_QUOTES.matcher(argument).find() ? quotedForProgram(argument) : argument;
    String careted = caret(quoted);
    return twice ? caret(careted) : careted;
  }

  private static String quotedForProgram(String argument) {
    StringBuilder out = new StringBuilder("\"");
    int backslashes = 0;
    for (int i = 0; i < argument.length(); i++) {
      char c = argument.charAt(i);
      if (c == '\\') {
        backslashes++;
        continue;
      }
      out.repeat('\\', c == '"' ? backslashes * 2 + 1 : backslashes).append(c);
      backslashes = 0;
    }
    return out.repeat('\\', backslashes * 2).append('"').toString();
  }

  private static String caret(String text) {
    return CMD_SPECIAL.matcher(text).replaceAll("^$0");
  }
}
