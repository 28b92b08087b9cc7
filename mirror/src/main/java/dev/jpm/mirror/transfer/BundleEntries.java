package dev.jpm.mirror.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The files in a bundle, from its first byte to its last. Names are only ever compared with the one
 * that must come next; no file is read beyond the size that it must have.
 */
final class BundleEntries implements AutoCloseable {
  private static final byte[] END = {'P', 'K', 5, 6};
  private static final int END_SIZE = 22;
  private static final int BUFFER = 64 * 1024;

  private final Path file;
  private final long size;
  private final ZipInputStream zip;
  private String next;

  BundleEntries(Path file) throws IOException {
    this.file = file;
    this.size = Files.size(file);
    this.zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)), UTF_8);
    this.next = name();
  }

  /** The size of all of it; nothing in it is larger. */
  long size() {
    return size;
  }

  /** What comes next; empty at the end. */
  String next() {
    return next;
  }

  private String name() throws IOException {
    try {
      ZipEntry entry = zip.getNextEntry();
      return entry == null ? "" : entry.getName();
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw torn(e);
    }
  }

  /** Takes what comes next, which must be called so and have at most {@code most} bytes. */
  void take(String name, long most, OutputStream out) throws IOException {
    if (!next.equals(name)) {
      throw new BrokenBundleException(
          next.isEmpty() ? "it ends before " + name : "it holds " + next + ", not " + name);
    }
    byte[] buffer = new byte[BUFFER];
    long left = most;
    for (int read = read(buffer); read >= 0; read = read(buffer)) {
      left -= read;
      if (left < 0) {
        throw new BrokenBundleException(name + " is larger than " + most + " bytes");
      }
      out.write(buffer, 0, read);
    }
    next = name();
  }

  private int read(byte[] buffer) throws IOException {
    try {
      return zip.read(buffer);
    } catch (ZipException | EOFException e) {
      throw torn(e);
    }
  }

  private static BrokenBundleException torn(Exception e) {
    return new BrokenBundleException("it is no zip, or a torn one: " + e.getMessage());
  }

  /** Makes sure that nothing more comes, and that it was written to its end. */
  void end() throws IOException {
    if (!next.isEmpty()) {
      throw new BrokenBundleException("it holds " + next + ", of which its manifest says nothing");
    }
    byte[] last = new byte[END.length];
    try (RandomAccessFile all = new RandomAccessFile(file.toFile(), "r")) {
      all.seek(Math.max(0, size - END_SIZE));
      all.readFully(last);
    }
    if (!Arrays.equals(last, END)) {
      throw new BrokenBundleException("its end is missing");
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
