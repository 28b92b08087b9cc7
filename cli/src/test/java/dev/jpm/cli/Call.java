package dev.jpm.cli;

import dev.jpm.cli.Session.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A call of the whole command line in a temporary home, and what came of it. */
final class Call {
  private final Path root;
  private final Map<String, String> env = new HashMap<>();
  private String program = "jpm";
  private InputStream input = InputStream.nullInputStream();
  private boolean terminal;
  private boolean windows;
  private Path cwd;

  Call(Path root) {
    this.root = root;
    this.cwd = folder("project");
    folder("home");
  }

  /** What the call printed, and how it ended. */
  record Answer(int exitCode, String out, String err) {}

  Path home() {
    return root.resolve("home");
  }

  Path cwd() {
    return cwd;
  }

  private Path folder(String name) {
    try {
      return Files.createDirectories(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Call in(String folder) {
    cwd = folder(folder);
    return this;
  }

  Call env(String name, String value) {
    env.put(name, value);
    return this;
  }

  Call as(String name) {
    program = name;
    return this;
  }

  Call typing(String text) {
    return typing(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  Call typing(InputStream in) {
    input = in;
    return this;
  }

  Call onTerminal() {
    terminal = true;
    return this;
  }

  Call onWindows() {
    windows = true;
    return this;
  }

  /** Writes a file below the temporary root. */
  Call file(String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String path) {
    try {
      return Files.readString(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            input,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminal,
            terminal,
            terminal);
    Session session =
        new Session(
            program,
            List.of(args),
            env,
            cwd,
            home(),
            root.resolve("global"),
            windows,
            streams,
            InstantSource.fixed(Instant.EPOCH));
    int exitCode = new Cli(session).run();
    return new Answer(exitCode, clean(out), clean(err));
  }

  private String clean(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).replace(root.toString(), "<root>");
  }
}
