package dev.jpm.cli.command;

import dev.jpm.cli.CommandInfo;
import dev.jpm.cli.CommandTable;
import dev.jpm.cli.Help;
import dev.jpm.cli.Invocation;
import dev.jpm.config.Option;
import dev.jpm.config.OptionTable;
import dev.jpm.model.Closeness;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code jpm help}: the overview, one command, or what mentions a word. */
final class HelpCommand implements Command {
  private static final int NEAREST = 3;

  @Override
  public int run(Invocation call) {
    if (call.words().isEmpty()) {
      call.terminal().line(Help.overview(call.terminal(), call.settings()));
      return 0;
    }
    String word = call.words().getFirst();
    Optional<CommandInfo> command = CommandTable.find(word);
    if (command.isPresent()) {
      call.terminal().line(Help.of(command.get(), call.terminal().width()));
      return 0;
    }
    Option option = OptionTable.find(word.replaceFirst("^--(no-)?", ""));
    if (option != null) {
      call.terminal().line("--" + option.name() + "  " + option.description());
      return 0;
    }
    return search(call, word);
  }

  private static int search(Invocation call, String word) {
    String wanted = word.toLowerCase(Locale.ROOT);
    List<String> lines = new ArrayList<>();
    for (CommandInfo info : CommandTable.all()) {
      if (info.summary().toLowerCase(Locale.ROOT).contains(wanted)) {
        lines.add("  jpm " + info.name() + " # " + info.summary());
      }
    }
    for (Option option : OptionTable.all()) {
      if (option.name().contains(wanted)
          || option.description().toLowerCase(Locale.ROOT).contains(wanted)) {
        lines.add("  --" + option.name() + " # " + option.description());
      }
    }
    if (lines.isEmpty()) {
      call.terminal().line("No help for \"" + word + "\"");
      List<String> names = CommandTable.all().stream().map(CommandInfo::name).toList();
      for (String near : Closeness.nearest(word, names, NEAREST)) {
        call.terminal().line("  jpm help " + near);
      }
      return 1;
    }
    call.terminal().line("What mentions \"" + word + "\":\n" + String.join("\n", lines));
    return 0;
  }
}
