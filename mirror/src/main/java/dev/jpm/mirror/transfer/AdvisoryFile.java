package dev.jpm.mirror.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jpm.fs.Folders;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The database of advisories as a mirror's configuration names it: a zip, or a folder. */
record AdvisoryFile(Path path) {
  /** What does not change with the time zone; no zip can be older. */
  static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final String SUFFIX = ".json";

  boolean isThere() {
    return Files.exists(path);
  }

  /** When it was changed last; of a folder, when a record in it was. */
  Instant modified() throws IOException {
    Instant last = Files.getLastModifiedTime(path).toInstant();
    if (Files.isDirectory(path)) {
      for (Path file : records()) {
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        last = modified.isAfter(last) ? modified : last;
      }
    }
    return Instant.ofEpochMilli(last.toEpochMilli());
  }

  /** Writes it as a zip. */
  void writeTo(OutputStream out) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.copy(path, out);
      return;
    }
    ZipOutputStream zip = new ZipOutputStream(out, UTF_8);
    for (Path file : records()) {
      ZipEntry entry = new ZipEntry(path.relativize(file).toString().replace('\\', '/'));
      entry.setTimeLocal(NO_TIME);
      zip.putNextEntry(entry);
      Files.copy(file, zip);
    }
    zip.finish();
  }

  private List<Path> records() throws IOException {
    try (Stream<Path> files = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX) && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }

  /** Puts {@code content} in its place at once, as of {@code modified}. */
  void replace(ReadableByteChannel content, Instant modified) throws IOException {
    Folders.createParent(path);
    Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
    try {
      Files.copy(Channels.newInputStream(content), unfinished, StandardCopyOption.REPLACE_EXISTING);
      Files.setLastModifiedTime(unfinished, FileTime.from(modified));
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
