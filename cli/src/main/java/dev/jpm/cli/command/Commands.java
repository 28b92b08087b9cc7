package dev.jpm.cli.command;

/** Finds the class of a command; only that one is loaded. */
public final class Commands {
  private Commands() {}

  /** The work of the command called {@code name}, one of the command table's. */
  public static Command of(String name) {
    return switch (name) {
      case "completion" -> new CompletionCommand();
      case "config" -> new ConfigCommand();
      case "get" -> ConfigCommand.as("get");
      case "set" -> ConfigCommand.as("set");
      case "help" -> new HelpCommand();
      case "init" -> new InitCommand();
      case "prefix" -> new PrefixCommand();
      case "root" -> new RootCommand();
      case "version" -> new VersionCommand();
      default -> throw new IllegalArgumentException("no command is called " + name);
    };
  }
}
