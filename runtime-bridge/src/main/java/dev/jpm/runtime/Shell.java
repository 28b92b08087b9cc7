package dev.jpm.runtime;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The program that reads a script's text: sh, cmd.exe, or what the setting {@code script-shell}
 * names.
 */
public record Shell(String program) {
  private static final Pattern CMD =
      Pattern.compile("(?:^|\\\\)cmd(?:\\.exe)?$", Pattern.CASE_INSENSITIVE);

  /**
   * The shell that npm would use.
   *
   * @param scriptShell the setting, or null
   */
  public static Shell of(
      @Nullable String scriptShell, Map<String, String> environment, HostPlatform host) {
    if (scriptShell != null && !scriptShell.isEmpty()) {
      return new Shell(scriptShell);
    }
    if (!host.isWindows()) {
      return new Shell("sh");
    }
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      if (entry.getKey().equalsIgnoreCase("ComSpec") && !entry.getValue().isEmpty()) {
        return new Shell(entry.getValue());
      }
    }
    return new Shell("cmd.exe");
  }

  boolean isCmd() {
    return CMD.matcher(program).find();
  }

  /**
   * The command line that runs {@code script} with {@code arguments} after it. For cmd.exe the last
   * word stands in quotes: Java leaves such a word as it is, and cmd takes them off ({@code /s}).
   *
   * @param startsBatchFile whether the first word of the script is a batch file; only cmd.exe needs
   *     to know
   */
  List<String> commandLine(String script, List<String> arguments, boolean startsBatchFile) {
    if (!isCmd()) {
      return List.of(program, "-c", posixLine(script, arguments));
    }
    StringBuilder line = new StringBuilder(script);
    for (String argument : arguments) {
      line.append(' ').append(ShellEscape.cmd(argument, startsBatchFile));
    }
    return List.of(program, "/d", "/s", "/c", "\"" + line + "\"");
  }

  /** {@code script} with {@code arguments} after it, as a POSIX shell reads them. */
  static String posixLine(String script, List<String> arguments) {
    StringBuilder line = new StringBuilder(script);
    arguments.forEach(argument -> line.append(' ').append(ShellEscape.sh(argument)));
    return line.toString();
  }

  /** The first word of a script, quotes counted, as cmd.exe will look it up. */
  static String firstWord(String script) {
    boolean quoted = false;
    int end = 0;
    while (end < script.length() && (quoted || script.charAt(end) != ' ')) {
      char c = script.charAt(end);
      if (c == '"' || c == '\'') {
        quoted = !quoted;
      }
      end++;
    }
    return script.substring(0, end);
  }

  static boolean isBatchFile(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return lower.endsWith(".cmd") || lower.endsWith(".bat");
  }
}
