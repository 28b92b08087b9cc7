package dev.jpm.mirror.watch;

import dev.jpm.fs.FileErrors;
import dev.jpm.fs.Folders;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Keeps who changed what, and who was refused what, in a file of JSON lines. */
public final class AuditLog implements Watcher, AutoCloseable {
  private final Writer file;
  private final InstantSource clock;

  /** A log at the end of {@code path}, which is made where it is missing. */
  public AuditLog(Path path, InstantSource clock) {
    Folders.createParent(path);
    try {
      this.file =
          Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw FileErrors.of(e, "write", path);
    }
    this.clock = clock;
  }

  @Override
  public void over(Finished finished) {
    boolean reads =
        !finished.call().caller().changed()
            && (finished.method().equals("GET")
                || finished.method().equals("HEAD")
                || finished.call().segments().contains("security"));
    boolean refused =
        finished.status() == 401 || finished.status() == 403 || finished.call().caller().keptOut();
    if (reads && !refused) {
      return;
    }
    ObjectNode line = Json.object();
    line.put("time", Timestamps.of(clock.instant()));
    @Nullable String person = finished.call().caller().person();
    line.put("person", person);
    line.put("remote", finished.call().remote());
    line.put("method", finished.method());
    line.put("path", ShownPath.of(finished.call().segments()));
    line.put("status", finished.status());
    write(line + "\n");
  }

  private synchronized void write(String line) {
    try {
      file.write(line);
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
