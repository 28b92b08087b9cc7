package dev.jpm.runtime;

import dev.jpm.runtime.shell.ShellHost;
import dev.jpm.runtime.shell.ShellRun;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * A script that jpm's own shell reads. It looks like a process to whoever waits for it, but only
 * the programs that it starts are some.
 */
final class EmulatedScript extends Process {
  static final int TERMINATED = 128 + 15;

  private final ShellRun shell;
  private final OutputStream in;
  private final InputStream out;
  private final InputStream err;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  private EmulatedScript(ShellRun shell, OutputStream in, InputStream out, InputStream err) {
    this.shell = shell;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts a script.
   *
   * @param inherit whether it reads and writes what this process does
   * @throws dev.jpm.model.error.JpmException ESCRIPTSYNTAX for what this shell does not know
   */
  static EmulatedScript start(ScriptCommand command, HostPlatform host, boolean inherit)
      throws IOException {
    return inherit ? inheriting(command, host) : apart(command, host);
  }

  private static EmulatedScript inheriting(ScriptCommand command, HostPlatform host) {
    ShellRun shell =
        ShellRun.inheriting(
            shellHost(host),
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err));
    EmulatedScript script =
        new EmulatedScript(
            shell,
            OutputStream.nullOutputStream(),
            InputStream.nullInputStream(),
            InputStream.nullInputStream());
    script.begin(command, List.of());
    return script;
  }

  private static EmulatedScript apart(ScriptCommand command, HostPlatform host) throws IOException {
    Pipe in = Pipe.open();
    Pipe out = Pipe.open();
    Pipe err = Pipe.open();
    InputStream read = Channels.newInputStream(in.source());
    OutputStream written = Channels.newOutputStream(out.sink());
    OutputStream told = Channels.newOutputStream(err.sink());
    EmulatedScript script =
        new EmulatedScript(
            ShellRun.apart(shellHost(host), read, written, told),
            Channels.newOutputStream(in.sink()),
            Channels.newInputStream(out.source()),
            Channels.newInputStream(err.source()));
    script.begin(command, List.of(read, written, told));
    return script;
  }

  private void begin(ScriptCommand command, List<AutoCloseable> ends) {
    String text = Shell.posixLine(command.script(), command.arguments());
    ShellRun.Script script = ShellRun.Script.of(text);
    Thread.ofPlatform()
        .name("script " + command.event())
        .start(() -> {
          try {
            exit.complete(shell.run(script, command.environment(), command.folder()));
          } catch (InterruptedException | RuntimeException e) {
            exit.completeExceptionally(e);
          } finally {
            ends.forEach(EmulatedScript::close);
          }
        });
  }

  private static void close(AutoCloseable end) {
    try {
      end.close();
    } catch (Exception e) {
      // Whoever was at the other end has gone.
    }
  }

  private static ShellHost shellHost(HostPlatform host) {
    return new ShellHost() {
      @Override
      public boolean isWindows() {
        return host.isWindows();
      }

      @Override
      public Optional<Path> find(String name, Map<String, String> environment, Path folder) {
        PathSearch search = PathSearch.of(environment, host);
        return name.contains("/") ? search.at(folder.resolve(name)) : search.find(name);
      }
    };
  }

  /** Lets no other program begin; the script ends with those that run. */
  void stop(int code) {
    shell.stop(code);
  }

  /** Those that run. */
  List<ProcessHandle> programs() {
    return shell.programs();
  }

  @Override
  public OutputStream getOutputStream() {
    return in;
  }

  @Override
  public InputStream getInputStream() {
    return out;
  }

  @Override
  public InputStream getErrorStream() {
    return err;
  }

  @Override
  public int waitFor() throws InterruptedException {
    try {
      return exit.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    }
  }

  @Override
  public int exitValue() {
    if (!exit.isDone()) {
      throw new IllegalThreadStateException("the script still runs");
    }
    return exit.join();
  }

  @Override
  public Stream<ProcessHandle> descendants() {
    return shell.programs().stream()
        .flatMap(program -> Stream.concat(program.descendants(), Stream.of(program)));
  }

  @Override
  public void destroy() {
    stop(TERMINATED);
    programs().forEach(ProcessHandle::destroy);
  }
}
