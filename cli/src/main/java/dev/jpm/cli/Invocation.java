package dev.jpm.cli;

import dev.jpm.cli.terminal.Terminal;
import dev.jpm.config.Settings;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a command is given.
 *
 * @param typed the command as the user wrote it, an alias perhaps
 * @param words what follows the command, without flags
 */
public record Invocation(
    Session session,
    Settings settings,
    Project project,
    Terminal terminal,
    CommandInfo command,
    String typed,
    List<String> words) {
  public Invocation {
    words = List.copyOf(words);
  }

  /** Whether the call is about the packages of the machine instead of a project's. */
  public boolean global() {
    return settings.flag("global") || settings.text("location").equals("global");
  }

  /** The folder that the call works in: the project's, or the global one. */
  public Path prefix() {
    return global() ? project.globalPrefix() : project.localPrefix();
  }

  /** The same call of another command with other words. */
  public Invocation as(CommandInfo other, List<String> otherWords) {
    return new Invocation(session, settings, project, terminal, other, typed, otherWords);
  }

  /** The same call, made in another folder of the same project. */
  public Invocation in(Path folder) {
    return new Invocation(session.in(folder), settings, project, terminal, command, typed, words);
  }

  /** The same call with other settings. */
  public Invocation with(Settings other) {
    return new Invocation(session, other, project, terminal, command, typed, words);
  }

  /** The error for a call that cannot be meant, with the command's usage. */
  public JpmException usage(String sentence) {
    String usage = Help.brief(command);
    return JpmException.of(
        ErrorCode.EUSAGE, sentence.isEmpty() ? usage : sentence + "\n\n" + usage);
  }
}
