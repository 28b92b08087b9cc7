package dev.jpm.cli;

import dev.jpm.cli.terminal.Terminal;
import dev.jpm.model.Closeness;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/** What is told where a command or a script does not exist. */
public final class UnknownCommand {
  private static final int SUGGESTIONS = 3;
  private static final List<String> OWN_COMMANDS = List.of("stop", "start", "test", "restart");

  private UnknownCommand() {}

  /** Tells that {@code typed} is no command; answers the exit code. */
  static int tell(Terminal terminal, String typed, Project project) {
    if (CommandTable.isOnlyNpms(typed)) {
      terminal.line("Unknown command: \"" + typed + "\" (npm has it, this jpm does not)");
    } else {
      terminal.line("Unknown command: \"" + typed + "\"");
      terminal.line(suggestions(typed, project.rootScripts(), project.rootBins()));
    }
    terminal.line("To see a list of supported jpm commands, run:");
    terminal.line("  jpm help");
    return 1;
  }

  /** npm's "Did you mean" lines, begun by two line breaks; empty where nothing comes close. */
  public static String suggestions(
      String typed, SequencedMap<String, String> scripts, List<String> bins) {
    List<String> lines = new ArrayList<>();
    for (String name :
        Closeness.among(typed, CommandTable.all().stream().map(CommandInfo::name).toList())) {
      lines.add("  jpm " + name + " # " + CommandTable.get(name).summary());
    }
    for (String script : Closeness.among(typed, scripts.sequencedKeySet())) {
      if (!OWN_COMMANDS.contains(script)) {
        lines.add("  jpm run " + script + " # run the \"" + script + "\" package script");
      }
    }
    for (String bin : Closeness.among(typed, bins)) {
      lines.add("  jpm exec " + bin + " # run the \"" + bin + "\" command of this package");
    }
    if (lines.isEmpty()) {
      return "";
    }
    String heading = lines.size() == 1 ? "this" : "one of these";
    return "\n\nDid you mean "
        + heading
        + "?\n"
        + String.join("\n", lines.subList(0, Math.min(SUGGESTIONS, lines.size())));
  }
}
