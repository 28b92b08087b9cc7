package dev.jpm.bridge;

import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The program that a worker's Node.js runs. A file and not an argument: those who fork a worker's
 * process would inherit an argument.
 */
final class WorkerProgram {
  private static final String NAME = "worker.mjs";

  private WorkerProgram() {}

  /** The file below the cache, written where it is not there yet; its name tells its content. */
  static Path in(Path cache) {
    String text = text();
    Path folder = cache.resolve("bridge");
    Path file = folder.resolve(Integer.toHexString(text.hashCode()) + "-" + NAME);
    if (!Files.exists(file)) {
      Folders.create(folder);
      AtomicFile.write(file, text);
    }
    return file;
  }

  private static String text() {
    try (InputStream in = WorkerProgram.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException(NAME + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
