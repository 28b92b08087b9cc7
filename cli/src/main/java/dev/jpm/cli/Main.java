package dev.jpm.cli;

import dev.jpm.cli.Session.Streams;
import dev.jpm.config.Host;
import dev.jpm.runtime.SignalledEnd;
import java.io.BufferedInputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the program starts: makes a {@link Session} of this process and ends with its exit code.
 */
public final class Main {
  private static final int BUFFER = 8192;
  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

  private Main() {}

  public static void main(String[] args) {
    PrintStream out = stream(FileDescriptor.out);
    Called called = Called.of(List.of(args));
    List<String> words = called.args();
    if (words.size() == 1
        && (words.getFirst().equals("--version") || words.getFirst().equals("-v"))) {
      out.print(Release.versionOf(called.program()) + "\n");
      out.flush();
      return;
    }
    makeRoomForWaiting();
    SignalledEnd.prepare();
    PrintStream err = stream(FileDescriptor.err);
    int exitCode = new Cli(session(called, streams(out, err))).run();
    out.flush();
    err.flush();
    SignalledEnd.of(exitCode);
    // Nothing waits for the end of the process, and exit() would look for a logger first.
    Runtime.getRuntime().halt(exitCode);
  }

  /**
   * Virtual threads that read and write files keep the thread that carries them, which then often
   * waits for the disk: with one carrier a core, as usual, cores stand idle meanwhile.
   */
  private static void makeRoomForWaiting() {
    if (System.getProperty(CARRIERS) == null) {
      int carriers = 2 * Runtime.getRuntime().availableProcessors();
      System.setProperty(CARRIERS, Integer.toString(carriers));
    }
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /** A call in this process, in its folder and environment. */
  static Session session(Called called, Streams streams) {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    Path cwd = Path.of("").toAbsolutePath();
    Host host = Host.of(System.getenv(), cwd, System.getProperty("user.home", "/"), windows);
    return new Session(
        called.program(),
        called.args(),
        host.env(),
        cwd,
        host.home(),
        host.globalPrefix(),
        windows,
        streams,
        InstantSource.system());
  }

  private static Streams streams(PrintStream out, PrintStream err) {
    return new Streams(
        new BufferedInputStream(new FileInputStream(FileDescriptor.in), BUFFER),
        out,
        err,
        isTerminal(0),
        isTerminal(1),
        isTerminal(2));
  }

  /**
   * Whether a stream is a terminal. The launcher tells it ({@code -Djpm.terminal=12}: standard
   * output and error are); without it Linux's own view of the open files decides, elsewhere the
   * JDK's, which knows only whether both input and output are.
   */
  private static boolean isTerminal(int stream) {
    @Nullable String told = System.getProperty("jpm.terminal");
    if (told != null) {
      return told.indexOf('0' + stream) >= 0;
    }
    Path open = Path.of("/proc/self/fd", Integer.toString(stream));
    try {
      String target = Files.readSymbolicLink(open).toString().toLowerCase(Locale.ROOT);
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException notLinux) {
      return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
  }
}
