package dev.jpm.osv;

import dev.jpm.fs.FileErrors;
import dev.jpm.fs.Folders;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Databases that were made of zips and folders, one for each. They are made again where their
 * source has changed, as sizes and times tell.
 */
final class OsvImport {
  private static final String SUFFIX = ".db";
  private static final Duration DAY = Duration.ofDays(1);

  private final Path folder;
  private final OsvLimits limits;

  /** Those in {@code folder}. */
  OsvImport(Path folder, OsvLimits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  /** The database of {@code source}, made if it is not there. */
  Path of(Path source) {
    String place = place(source);
    Path database = folder.resolve(place + "-" + digest(state(source)) + SUFFIX);
    if (!Files.exists(database)) {
      make(source, database);
      removeOlder(place, database);
    } else {
      noteUse(database);
    }
    return database;
  }

  /** The database of {@code source} where it is there; none is made. */
  Optional<Path> existing(Path source) {
    Path database = folder.resolve(place(source) + "-" + digest(state(source)) + SUFFIX);
    if (!Files.exists(database)) {
      return Optional.empty();
    }
    noteUse(database);
    return Optional.of(database);
  }

  private static String place(Path source) {
    return digest(source.toAbsolutePath().normalize().toString());
  }

  /** Once a day, so that those who look after the disk know. */
  private static void noteUse(Path database) {
    try {
      Instant now = Instant.now();
      FileTime noted = Files.getLastModifiedTime(database);
      if (noted.toInstant().plus(DAY).isBefore(now)) {
        Files.setLastModifiedTime(database, FileTime.from(now));
      }
    } catch (IOException e) {
      // Somebody else's cache, or one that is only read: it is asked all the same.
    }
  }

  private void make(Path source, Path database) {
    Folders.create(folder);
    Path unfinished = folder.resolve(UUID.randomUUID() + ".tmp");
    try {
      int advisories =
          OsvWriter.write(unfinished, sink -> new OsvRecords(source, limits).each(sink));
      if (advisories == 0) {
        throw JpmException.of(
            ErrorCode.ENOAUDIT, source + " holds no OSV records about npm packages");
      }
      Files.move(unfinished, database, StandardCopyOption.ATOMIC_MOVE);
    } catch (SQLException | OsvWriter.Refused e) {
      throw JpmException.of(
          ErrorCode.ENOAUDIT,
          "Advisories cannot be written to " + folder + ": " + e.getMessage(),
          e);
    } catch (IOException e) {
      throw FileErrors.of(e, "write", database);
    } finally {
      Folders.remove(unfinished);
    }
  }

  private void removeOlder(String place, Path database) {
    for (Path other : Folders.entries(folder)) {
      String name = String.valueOf(other.getFileName());
      if (name.startsWith(place + "-") && !other.equals(database)) {
        Folders.remove(other);
      }
    }
  }

  /** Differs when the source does. */
  private static String state(Path source) {
    try {
      if (!Files.isDirectory(source)) {
        return state(Files.readAttributes(source, BasicFileAttributes.class));
      }
      // The order of files is the system's own, so that what is summed up must not depend on it.
      long[] sums = new long[3];
      try (Stream<Path> files =
          Files.find(
              source,
              Integer.MAX_VALUE,
              (_, its) -> {
                if (its.isRegularFile()) {
                  sums[0]++;
                  sums[1] += its.size();
                  sums[2] += its.lastModifiedTime().toMillis() * (its.size() | 1);
                }
                return false;
              },
              FileVisitOption.FOLLOW_LINKS)) {
        files.forEach(_ -> {});
      }
      return sums[0] + " " + sums[1] + " " + sums[2];
    } catch (UncheckedIOException e) {
      throw FileErrors.of(new IOException(e.getMessage(), e), "read", source);
    } catch (IOException e) {
      throw FileErrors.of(e, "read", source);
    }
  }

  private static String state(BasicFileAttributes file) {
    return file.size() + " " + file.lastModifiedTime();
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
