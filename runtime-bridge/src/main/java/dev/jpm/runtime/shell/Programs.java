package dev.jpm.runtime.shell;

import dev.jpm.runtime.shell.Ends.After;
import dev.jpm.runtime.shell.Ends.AtEnd;
import dev.jpm.runtime.shell.Ends.Before;
import dev.jpm.runtime.shell.Ends.File;
import dev.jpm.runtime.shell.Ends.Own;
import dev.jpm.runtime.shell.Ends.OwnOut;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Starts programs and waits for them. */
final class Programs {
  private static final int NOT_FOUND = 127;
  private static final int NOT_STARTED = 126;

  private final ShellHost host;
  private final boolean inherit;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  /**
   * @param inherit whether programs get the streams of this process where nothing else is said
   */
  Programs(ShellHost host, boolean inherit) {
    this.host = host;
    this.inherit = inherit;
  }

  int run(List<String> words, ShellState state, Ends ends)
      throws IOException, InterruptedException {
    Optional<Path> program = host.find(words.getFirst(), state.environment(), state.folder());
    if (program.isEmpty()) {
      boolean isFolder =
          words.getFirst().contains("/") && Files.isDirectory(state.path(words.getFirst()));
      Streams.say(ends.err(), words.getFirst() + (isFolder ? ": Is a directory" : ": not found"));
      return isFolder ? NOT_STARTED : NOT_FOUND;
    }
    List<String> line = new ArrayList<>(words);
    line.set(0, program.get().toString());
    ProcessBuilder builder = new ProcessBuilder(line).directory(state.folder().toFile());
    builder.environment().clear();
    builder.environment().putAll(state.environment());
    Process process;
    try {
      process = redirected(builder, ends).start();
    } catch (IOException e) {
      Streams.say(ends.err(), words.getFirst() + ": cannot be started: " + e.getMessage());
      return NOT_STARTED;
    }
    running.add(process);
    if (state.isStopped()) {
      process.destroy();
    }
    try {
      return await(process, builder, ends);
    } finally {
      running.remove(process);
    }
  }

  /** Those that run now. */
  List<ProcessHandle> running() {
    return running.stream().map(Process::toHandle).toList();
  }

  private ProcessBuilder redirected(ProcessBuilder builder, Ends ends) {
    builder.redirectInput(
        switch (ends.in()) {
          case Own _ -> inherit ? Redirect.INHERIT : Redirect.PIPE;
          case File(Path path) -> Redirect.from(path.toFile());
          case Before _ -> Redirect.PIPE;
        });
    builder.redirectOutput(redirect(ends.out(), 1));
    if (ends.err().equals(ends.out())) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(redirect(ends.err(), 2));
    }
    return builder;
  }

  private Redirect redirect(Ends.To to, int fd) {
    return switch (to) {
      case OwnOut own when own.fd() == fd && inherit -> Redirect.INHERIT;
      case AtEnd(Path path) -> Redirect.appendTo(path.toFile());
      case OwnOut _, After _ -> Redirect.PIPE;
    };
  }

  private static int await(Process process, ProcessBuilder builder, Ends ends)
      throws InterruptedException {
    List<Thread> copies = new ArrayList<>();
    if (builder.redirectInput().equals(Redirect.PIPE)) {
      InputStream in = Streams.open(ends.in());
      Thread.ofVirtual().start(() -> copy(in, process.getOutputStream()));
    }
    if (builder.redirectOutput().equals(Redirect.PIPE)) {
      copies.add(copyOut(process.getInputStream(), ends.out()));
    }
    if (!builder.redirectErrorStream() && builder.redirectError().equals(Redirect.PIPE)) {
      copies.add(copyOut(process.getErrorStream(), ends.err()));
    }
    int code = process.waitFor();
    for (Thread copy : copies) {
      copy.join();
    }
    return code;
  }

  private static Thread copyOut(InputStream from, Ends.To to) {
    OutputStream out = Streams.open(to);
    return Thread.ofVirtual()
        .start(() -> {
          try (from) {
            for (byte[] part = from.readNBytes(1); part.length > 0; part = part(from)) {
              out.write(part);
              out.flush();
            }
          } catch (IOException e) {
            // Nobody reads any more: closing our end tells the program.
          }
        });
  }

  /** What there is, at least a byte; nothing at the end. */
  private static byte[] part(InputStream from) throws IOException {
    int there = Math.max(1, Math.min(from.available(), 1 << 16));
    return from.readNBytes(there);
  }

  private static void copy(InputStream from, OutputStream to) {
    try (to) {
      from.transferTo(to);
    } catch (IOException e) {
      // The program reads no more.
    }
  }
}
