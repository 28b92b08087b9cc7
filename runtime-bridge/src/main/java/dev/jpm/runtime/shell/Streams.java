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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens what commands read and write, for those that are no processes. */
final class Streams {
  private Streams() {}

  static InputStream open(Ends.From from) {
    try {
      return switch (from) {
        case Own(InputStream stream) -> stream;
        case Before(InputStream stream) -> stream;
        case File(Path path) -> Files.newInputStream(path);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static OutputStream open(Ends.To to) {
    try {
      return switch (to) {
        case OwnOut own -> own.stream();
        case After(OutputStream stream) -> stream;
        case AtEnd(Path path) ->
            Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Ends.To to, byte[] bytes) throws IOException {
    OutputStream out = open(to);
    out.write(bytes);
    out.flush();
    if (to instanceof AtEnd) {
      out.close();
    }
  }

  static void say(Ends.To to, String message) throws IOException {
    write(to, ("jpm sh: " + message + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
