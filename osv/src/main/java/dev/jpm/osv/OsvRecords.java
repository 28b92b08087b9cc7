package dev.jpm.osv;

import dev.jpm.fs.FileErrors;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The records in a folder or a zip. A zip is read where it lies, and nothing is written by the
 * names in it; no more than one record is held.
 */
final class OsvRecords {
  private static final String SUFFIX = ".json";

  private final Path source;
  private final OsvLimits limits;
  private long total;
  private int records;

  OsvRecords(Path source, OsvLimits limits) {
    this.source = source;
    this.limits = limits;
  }

  /**
   * Hands every advisory to {@code sink}; how many records there were.
   *
   * @throws JpmException where the source is torn, too big, or no such database
   */
  int each(Consumer<OsvAdvisory> sink) {
    try {
      if (Files.isDirectory(source)) {
        folder(sink);
      } else {
        zip(sink);
      }
    } catch (ZipException e) {
      throw bad("it is no zip, or a torn one: " + e.getMessage());
    } catch (IOException e) {
      throw FileErrors.of(e, "read", source);
    }
    return records;
  }

  private void folder(Consumer<OsvAdvisory> sink) throws IOException {
    try (Stream<Path> files = Files.walk(source, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = source.relativize(file).toString();
        if (name.endsWith(SUFFIX) && Files.isRegularFile(file)) {
          try (InputStream in = Files.newInputStream(file)) {
            record(name, in, sink);
          }
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void zip(Consumer<OsvAdvisory> sink) throws IOException {
    try (ZipFile zip = new ZipFile(source.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (leavesItsFolder(entry.getName())) {
          throw bad("the name of entry " + entry.getName() + " leaves the zip");
        }
        if (!entry.isDirectory() && entry.getName().endsWith(SUFFIX)) {
          try (InputStream in = zip.getInputStream(entry)) {
            record(entry.getName(), in, sink);
          } catch (ZipException | EOFException e) {
            throw bad("entry " + entry.getName() + " is torn: " + e.getMessage());
          }
        }
      }
    }
  }

  private static boolean leavesItsFolder(String name) {
    return name.startsWith("/")
        || name.contains("\\")
        || name.contains(":")
        || List.of(name.split("/", -1)).contains("..");
  }

  private void record(String name, InputStream in, Consumer<OsvAdvisory> sink) throws IOException {
    byte[] bytes = in.readNBytes(limits.record() + 1);
    total += bytes.length;
    records++;
    if (bytes.length > limits.record()) {
      throw bad("record " + name + " is bigger than " + limits.record() + " bytes");
    }
    if (total > limits.total()) {
      throw bad("with record " + name + " it is bigger than " + limits.total() + " bytes");
    }
    if (records > limits.records()) {
      throw bad("it has more than " + limits.records() + " records");
    }
    OsvRecord.read(bytes, name).forEach(sink);
  }

  private JpmException bad(String why) {
    return JpmException.of(
        ErrorCode.ENOAUDIT, "Advisories cannot be read from " + source + ": " + why);
  }
}
