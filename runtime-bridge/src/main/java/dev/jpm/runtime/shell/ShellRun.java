package dev.jpm.runtime.shell;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.runtime.shell.Ends.After;
import dev.jpm.runtime.shell.Ends.AtEnd;
import dev.jpm.runtime.shell.Ends.Before;
import dev.jpm.runtime.shell.Ends.File;
import dev.jpm.runtime.shell.Ends.Own;
import dev.jpm.runtime.shell.Ends.OwnOut;
import dev.jpm.runtime.shell.ShellCommand.Assignment;
import dev.jpm.runtime.shell.ShellCommand.Either;
import dev.jpm.runtime.shell.ShellCommand.Pipeline;
import dev.jpm.runtime.shell.ShellCommand.Redirect;
import dev.jpm.runtime.shell.ShellCommand.Sequence;
import dev.jpm.runtime.shell.ShellCommand.Simple;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Runs the text of a script without a shell of the machine's. */
public final class ShellRun {
  private final ShellHost host;
  private final Programs programs;
  private final Ends own;
  private final Stop stop = new Stop();

  private ShellRun(ShellHost host, Programs programs, Ends own) {
    this.host = host;
    this.programs = programs;
    this.own = own;
  }

  /** For programs that get this process's streams; built-in commands use those that are given. */
  public static ShellRun inheriting(
      ShellHost host, InputStream in, OutputStream out, OutputStream err) {
    return of(host, true, in, out, err);
  }

  /** For programs that read and write what is given. */
  public static ShellRun apart(ShellHost host, InputStream in, OutputStream out, OutputStream err) {
    return of(host, false, in, out, err);
  }

  private static ShellRun of(
      ShellHost host, boolean inherit, InputStream in, OutputStream out, OutputStream err) {
    Ends own = new Ends(new Own(in), new OwnOut(1, out), new OwnOut(2, err));
    return new ShellRun(host, new Programs(host, inherit), own);
  }

  /** A script that can be read. */
  public static final class Script {
    private final ShellCommand command;

    private Script(ShellCommand command) {
      this.command = command;
    }

    /**
     * Reads a script.
     *
     * @throws JpmException ESCRIPTSYNTAX where it has something that is not known here
     */
    public static Script of(String text) {
      return new Script(ShellParser.parse(text));
    }
  }

  /** Runs a script to its end; answers its exit code. */
  public int run(Script script, Map<String, String> environment, Path folder)
      throws InterruptedException {
    ShellState state = ShellState.of(environment, folder, host.isWindows(), stop);
    run(script.command, state);
    return stop.isAsked() ? stop.code() : state.lastCode();
  }

  /** Lets no other command begin: the script ends with what runs now. */
  public void stop(int exitCode) {
    stop.ask(exitCode);
  }

  /** The programs that run. */
  public List<ProcessHandle> programs() {
    return programs.running();
  }

  private void run(ShellCommand command, ShellState state) throws InterruptedException {
    if (state.isEnded()) {
      return;
    }
    switch (command) {
      case Sequence(List<ShellCommand> commands) -> {
        for (ShellCommand each : commands) {
          run(each, state);
        }
      }
      case Either(ShellCommand first, boolean isAnd, ShellCommand second) -> {
        run(first, state);
        if ((state.lastCode() == 0) == isAnd) {
          run(second, state);
        }
      }
      case Pipeline(List<Simple> commands, boolean negated) -> {
        int code =
            commands.size() == 1
                ? simple(commands.getFirst(), state, own)
                : abreast(commands, state);
        if (!state.isEnded()) {
          state.ended(negated ? (code == 0 ? 1 : 0) : code);
        }
      }
      case Simple alone -> state.ended(simple(alone, state, own));
    }
  }

  private int abreast(List<Simple> commands, ShellState state) throws InterruptedException {
    List<CompletableFuture<Integer>> codes = new ArrayList<>();
    Ends.From in = own.in();
    for (int i = 0; i < commands.size(); i++) {
      boolean last = i == commands.size() - 1;
      Pipe next = last ? null : pipe();
      OutputStream written = next == null ? null : Channels.newOutputStream(next.sink());
      Ends ends = own.withIn(in);
      Ends used = written == null ? ends : ends.withOut(new After(written));
      codes.add(start(commands.get(i), state.copy(), used, written));
      in = next == null ? in : new Before(Channels.newInputStream(next.source()));
    }
    int code = 0;
    for (CompletableFuture<Integer> each : codes) {
      code = each.join();
    }
    return code;
  }

  private static Pipe pipe() {
    try {
      return Pipe.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CompletableFuture<Integer> start(
      Simple command, ShellState state, Ends ends, @Nullable OutputStream pipe) {
    CompletableFuture<Integer> code = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            int result = simple(command, state, ends);
            code.complete(state.isEnded() ? state.lastCode() : result);
          } catch (InterruptedException | RuntimeException e) {
            code.completeExceptionally(e);
          } finally {
            close(pipe, ends.in());
          }
        });
    return code;
  }

  /** Tells neighbours in a pipeline that nothing comes any more, and that nobody reads. */
  private static void close(@Nullable OutputStream pipe, Ends.From in) {
    try {
      if (pipe != null) {
        pipe.close();
      }
      if (in instanceof Before(InputStream stream)) {
        stream.close();
      }
    } catch (IOException e) {
      // The neighbour has gone already.
    }
  }

  private int simple(Simple command, ShellState state, Ends given) throws InterruptedException {
    try {
      Ends ends = given;
      List<String> words = Expansion.fields(command.words(), state);
      for (Redirect redirect : command.redirects()) {
        ends = redirected(redirect, ends, state);
      }
      if (words.isEmpty()) {
        command.assignments().forEach(each -> state.set(each.name(), valueOf(each, state)));
        return 0;
      }
      return withVariables(command, state, words, ends);
    } catch (IOException e) {
      return failed(given, Builtins.reason(e));
    } catch (UncheckedIOException e) {
      return failed(given, String.valueOf(e.getMessage()));
    }
  }

  private static int failed(Ends ends, String reason) {
    try {
      Streams.say(ends.err(), reason);
    } catch (IOException e) {
      // Nobody is there to be told.
    }
    return 2;
  }

  private int withVariables(Simple command, ShellState state, List<String> words, Ends ends)
      throws IOException, InterruptedException {
    if (Builtins.has(words.getFirst())) {
      return Builtins.run(words, state, ends);
    }
    ShellState scoped = state.copy();
    command.assignments().forEach(each -> scoped.export(each.name(), valueOf(each, scoped)));
    return programs.run(words, scoped, ends);
  }

  private static String valueOf(Assignment assignment, ShellState state) {
    return Expansion.text(assignment.value(), state);
  }

  private static Ends redirected(Redirect redirect, Ends ends, ShellState state)
      throws IOException {
    String target = Expansion.text(redirect.target(), state);
    if (redirect.operator().equals("<")) {
      Path file = state.path(target);
      Files.newInputStream(file).close();
      return ends.withIn(new File(file));
    }
    Ends.To to =
        switch (redirect.operator() + target) {
          case ">&1" -> ends.out();
          case ">&2" -> ends.err();
          default -> file(redirect.operator(), target, state);
        };
    return redirect.fd() == 2 ? ends.withErr(to) : ends.withOut(to);
  }

  private static Ends.To file(String operator, String target, ShellState state) throws IOException {
    if (operator.equals(">&")) {
      throw JpmException.of(
          ErrorCode.ESCRIPTSYNTAX, "The shell of jpm does not know \">&" + target + "\"");
    }
    if (target.equals("/dev/null")) {
      return new AtEnd(Path.of(state.isWindows() ? "NUL" : target));
    }
    Path file = state.path(target);
    if (operator.equals(">")) {
      Files.newOutputStream(file).close();
    }
    return new AtEnd(file);
  }
}
