package dev.jpm.cli.command;

import dev.jpm.cli.tree.ExplainCommand;
import dev.jpm.cli.tree.LsCommand;

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
      case "explain" -> new ExplainCommand();
      case "init" -> new InitCommand();
      case "ls" -> new LsCommand(false);
      case "ll" -> new LsCommand(true);
      case "prefix" -> new PrefixCommand();
      case "root" -> new RootCommand();
      case "version" -> new VersionCommand();
      default -> throw new IllegalArgumentException("no command is called " + name);
    };
  }
}
