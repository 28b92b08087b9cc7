package dev.jpm.cli;

import dev.jpm.cli.command.Command;
import dev.jpm.cli.command.Commands;
import dev.jpm.cli.terminal.ErrorRenderer;
import dev.jpm.cli.terminal.Level;
import dev.jpm.cli.terminal.Terminal;
import dev.jpm.config.ArgumentReader;
import dev.jpm.config.Arguments;
import dev.jpm.config.AuthProblems;
import dev.jpm.config.OptionTable;
import dev.jpm.config.OptionValue.Flag;
import dev.jpm.config.Settings;
import dev.jpm.config.SettingsWarning;
import dev.jpm.fs.FileErrors;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.runtime.ScriptFailedException;
import dev.jpm.runtime.ScriptWarmUp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One call from arguments to exit code: reads settings, finds the command, runs it, tells errors.
 */
public final class Cli {
  private static final int INTERRUPTED = 130;

  private static final Set<String> OF_SCRIPTS =
      Set.of("run", "test", "start", "stop", "restart", "exec", "node");

  private final Session session;

  public Cli(Session session) {
    this.session = session;
  }

  /** Runs the call; never throws. The answer is the exit code of the process. */
  public int run() {
    return DeepStack.call(this::answer);
  }

  private int answer() {
    Arguments arguments = ArgumentReader.read(CommandLine.of(session));
    if (OF_SCRIPTS.contains(command(arguments))) {
      ScriptWarmUp.begin();
    }
    SettingsFiles.Loaded loaded;
    try {
      loaded = SettingsFiles.load(session, arguments);
    } catch (JpmException e) {
      Terminal plain = Terminal.plain(session);
      new ErrorRenderer(plain, false).render(e);
      return ExitCodes.of(e.code(), command(arguments));
    }
    Settings settings = loaded.settings();
    try (Terminal terminal = Terminal.of(session, settings)) {
      return guarded(
          terminal, settings, command(arguments), () -> dispatch(arguments, loaded, terminal));
    }
  }

  /** The command's full name; empty where there is none. */
  private static String command(Arguments arguments) {
    String typed = arguments.words().isEmpty() ? "" : arguments.words().getFirst();
    return CommandTable.find(typed).map(CommandInfo::name).orElse("");
  }

  /** A command's work, which may fail in any way. */
  private interface Work {
    int run() throws IOException, InterruptedException;
  }

  private int guarded(Terminal terminal, Settings settings, String command, Work work) {
    ErrorRenderer errors = new ErrorRenderer(terminal, settings.flag("json"));
    try {
      return work.run();
    } catch (JpmException e) {
      errors.render(e);
      return ExitCodes.of(e.code(), command);
    } catch (ScriptFailedException e) {
      errors.renderScript(e.failure());
      return e.failure().exitCode();
    } catch (FileSystemException e) {
      Path path = Path.of(e.getFile() == null ? "." : e.getFile());
      errors.render(FileErrors.of(e, "use", path));
    } catch (IOException e) {
      errors.render(FileErrors.of(e, "use", session.cwd()));
    } catch (UncheckedIOException e) {
      errors.render(FileErrors.of(Objects.requireNonNull(e.getCause()), "use", session.cwd()));
    } catch (InvalidPathException e) {
      String sentence = "No file can be called " + e.getInput() + ": " + e.getReason();
      errors.render(JpmException.of(ErrorCode.ENOENT, sentence, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return INTERRUPTED;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      errors.renderInternal(e);
    }
    return ExitCodes.ofOther(command);
  }

  private int dispatch(Arguments arguments, SettingsFiles.Loaded loaded, Terminal terminal)
      throws IOException, InterruptedException {
    Settings settings = loaded.settings();
    if (isOn(arguments, "version")) {
      terminal.line(Release.versionOf(session.program()));
      return 0;
    }
    warn(terminal, arguments, loaded);
    List<String> words = new ArrayList<>(arguments.words());
    if (isOn(arguments, "versions")) {
      words = new ArrayList<>(List.of("version"));
    }
    if (words.isEmpty()) {
      refuseUnknownFlags(arguments, "");
      terminal.line(Help.overview(terminal, settings));
      return 1;
    }
    String typed = words.removeFirst();
    Optional<CommandInfo> found = CommandTable.find(typed);
    if (found.isEmpty()) {
      return UnknownCommand.tell(terminal, typed, loaded.project());
    }
    CommandInfo info = found.get();
    refuseUnknownFlags(arguments, info.name());
    if (settings.flag("usage")) {
      terminal.line(Help.of(info, terminal.width()));
      return 0;
    }
    checkSettings(info, settings);
    Command command = Commands.of(info.name());
    return command.run(
        new Invocation(session, settings, loaded.project(), terminal, info, typed, words));
  }

  private static boolean isOn(Arguments arguments, String flag) {
    return Flag.YES.equals(arguments.values().get(flag));
  }

  private static void warn(Terminal terminal, Arguments arguments, SettingsFiles.Loaded loaded) {
    for (SettingsWarning warning : loaded.settings().warnings()) {
      terminal.log(Level.WARN, warning.title(), warning.text());
    }
    arguments.notes().forEach(note -> terminal.log(Level.WARN, "", note));
    loaded.notes().forEach(note -> terminal.log(Level.WARN, "config", note));
    if (loaded.settings().flag("force")) {
      terminal.log(Level.WARN, "using --force", "Recommended protections disabled.");
    }
  }

  /** {@code command} is empty where none was given. */
  private static void refuseUnknownFlags(Arguments arguments, String command) {
    List<String> unknown = new ArrayList<>(arguments.unknownFlags());
    if (!command.equals("trust")) {
      // Their names are so common that elsewhere they are meant for somebody else.
      arguments.values().keySet().stream()
          .filter(OptionTable::isOfTrust)
          .forEach(name -> unknown.add("--" + name));
    }
    if (!unknown.isEmpty()) {
      throw UnknownFlag.error(unknown, command);
    }
  }

  private static void checkSettings(CommandInfo info, Settings settings) {
    if (info.name().equals("config") || info.name().equals("get") || info.name().equals("set")) {
      return;
    }
    AuthProblems.of(settings).refuse();
    if (settings.decision("workspaces").equals(Optional.of(false))
        && !settings.list("workspace").isEmpty()) {
      throw JpmException.of(
          ErrorCode.EUSAGE, "Cannot use --no-workspaces and --workspace at the same time");
    }
  }
}
