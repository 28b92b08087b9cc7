package dev.jpm.cli;

import dev.jpm.cli.terminal.Terminal;
import dev.jpm.config.Option;
import dev.jpm.config.OptionTable;
import dev.jpm.config.OptionValue;
import dev.jpm.config.OptionValue.Flag;
import dev.jpm.config.Settings;
import dev.jpm.config.ValueType;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help texts. The model of a command line is only built here, for the one command shown. */
public final class Help {
  private static final int LIST_WIDTH = 60;

  private Help() {}

  /** What is told where no command is given. */
  public static String overview(Terminal terminal, Settings settings) {
    return """
    jpm <command>

    Usage:

    jpm install        install all the dependencies in your project
    jpm install <foo>  add the <foo> dependency to your project
    jpm test           run this project's tests
    jpm run <foo>      run the script named <foo>
    jpm <command> -h   quick help on <command>
    jpm -l             display usage info for all commands

    All commands:

    %s

    Specify configs in the ini-formatted file:
        %s
    or on the command line via: jpm <command> --key=value

    jpm@%s (answers as npm@%s)\
    """
        .formatted(
            settings.flag("long") ? usages(terminal) : names(),
            settings.text("userconfig"),
            Release.version(),
            Release.npmVersion());
  }

  private static String names() {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (CommandInfo info : CommandTable.all()) {
      if (!line.isEmpty() && line.length() + info.name().length() + 2 >= LIST_WIDTH) {
        lines.add(line + ",");
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : ", ").append(info.name());
    }
    lines.add(line.toString());
    return "    " + String.join("\n    ", lines);
  }

  private static String usages(Terminal terminal) {
    List<String> parts = new ArrayList<>();
    for (CommandInfo info : CommandTable.all()) {
      parts.add(
          terminal.onOut().bold(info.name()) + "  " + info.summary() + "\n" + forms(info, "    "));
    }
    return String.join("\n\n", parts);
  }

  private static String forms(CommandInfo info, String indent) {
    List<String> lines = new ArrayList<>();
    for (String usage : info.usages()) {
      lines.add((indent + "jpm " + info.name() + " " + usage).stripTrailing());
    }
    return String.join("\n", lines);
  }

  /** The usage part alone, as an error shows it. */
  static String brief(CommandInfo info) {
    return info.summary()
        + "\n\nUsage:\n"
        + forms(info, "")
        + "\n\nRun \"jpm help "
        + info.name()
        + "\" for more info";
  }

  /** The help of one command, {@code width} columns wide. */
  public static String of(CommandInfo info, int width) {
    CommandSpec spec = CommandSpec.create().name("jpm " + info.name());
    spec.usageMessage().width(Math.clamp(width, 60, 100)).sortOptions(false);
    for (String name : info.options()) {
      spec.addOption(option(OptionTable.get(name)));
    }
    picocli.CommandLine.Help help =
        new picocli.CommandLine(spec).setUsageHelpLongOptionsMaxWidth(34).getHelp();
    StringBuilder text = new StringBuilder();
    text.append(info.summary()).append("\n\nUsage:\n").append(forms(info, ""));
    if (!info.options().isEmpty()) {
      text.append("\n\nOptions:\n").append(optionList(help).stripTrailing());
    }
    List<String> aliases = CommandTable.aliasesOf(info.name());
    if (!aliases.isEmpty()) {
      text.append(aliases.size() == 1 ? "\n\nalias: " : "\n\naliases: ")
          .append(String.join(", ", aliases));
    }
    return text.toString();
  }

  private static String optionList(picocli.CommandLine.Help help) {
    return Ansi.OFF.string(help.optionList()).replaceAll("(?m)[ \t]+$", "");
  }

  private static OptionSpec option(Option option) {
    List<String> names = new ArrayList<>();
    option.shorts().stream().filter(letter -> !letter.equals("?")).forEach(s -> names.add("-" + s));
    boolean negatable = option.onlyFlag() && option.defaultValue().equals(onByDefault());
    names.add("--" + (negatable ? "[no-]" : "") + option.name());
    OptionSpec.Builder builder =
        OptionSpec.builder(names.toArray(String[]::new)).description(escaped(description(option)));
    if (option.onlyFlag()) {
      return builder.arity("0").type(boolean.class).build();
    }
    return builder.arity("1").type(String.class).paramLabel(label(option)).build();
  }

  private static OptionValue onByDefault() {
    return Flag.YES;
  }

  private static String description(Option option) {
    String repeat = option.repeatable() ? " (can be given repeatedly)" : "";
    boolean on = option.onlyFlag() && option.defaultValue().equals(onByDefault());
    return option.description() + (on ? " (default: yes)" : "") + repeat;
  }

  private static String label(Option option) {
    List<String> choices = option.choices();
    return choices.isEmpty() || option.types().contains(ValueType.Basic.STRING)
        ? option.hint()
        : "<" + String.join("|", choices) + ">";
  }

  private static String escaped(String text) {
    return text.replace("%", "%%").replace("@|", "@ |");
  }
}
