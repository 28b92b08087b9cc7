package dev.jpm.pack;

import dev.jpm.fs.FileErrors;
import dev.jpm.model.Manifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Writes a package as npm packs it: below {@code package/}, without owners, at one point in time,
 * so that the same files make the same tarball everywhere.
 */
public final class PackTarball {
  private static final String PREFIX = "package/";
  private static final int UNKNOWN_SYSTEM = 255;

  private final Path folder;
  private final Collection<String> bins;
  private final Map<String, byte[]> replaced;

  /**
   * A tarball of the package in {@code folder}.
   *
   * @param manifest the folder's package.json, {@code bin} normalised
   */
  public PackTarball(Path folder, Manifest manifest) {
    this(folder, manifest.texts("bin").values(), Map.of());
  }

  private PackTarball(Path folder, Collection<String> bins, Map<String, byte[]> replaced) {
    this.folder = folder;
    this.bins = bins;
    this.replaced = replaced;
  }

  /** The same tarball with {@code content} in place of what the file {@code path} holds. */
  public PackTarball with(String path, byte[] content) {
    Map<String, byte[]> more = new HashMap<>(replaced);
    more.put(path, content);
    return new PackTarball(folder, bins, more);
  }

  /** Writes {@code files}, as {@link PackList} lists them, compressed; leaves {@code out} open. */
  public void write(List<String> files, OutputStream out) throws IOException {
    GzipParameters portable = new GzipParameters();
    portable.setCompressionLevel(9);
    portable.setOperatingSystem(UNKNOWN_SYSTEM);
    GzipCompressorOutputStream gzip = new GzipCompressorOutputStream(out, portable);
    writeTar(files, gzip);
    gzip.finish();
  }

  /** Writes the tar stream alone. */
  void writeTar(List<String> files, OutputStream out) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_TRUNCATE);
    for (String file : files) {
      write(file, tar);
    }
    tar.finish();
    tar.flush();
  }

  private void write(String file, TarArchiveOutputStream tar) throws IOException {
    Path there = folder.resolve(file);
    byte[] content = replaced.get(file);
    long size;
    int mode;
    try {
      size = content == null ? Files.size(there) : content.length;
      mode = mode(there, file);
    } catch (IOException e) {
      throw FileErrors.of(e, "read", there);
    }
    String path = PREFIX + file;
    HeaderPath inHeader = HeaderPath.of(path);
    if (inHeader.extended()) {
      byte[] more =
          extended("path", path)
              .concat(extended("mtime", Long.toString(PortableEntry.TIME)))
              .concat(extended("size", Long.toString(size)))
              .getBytes(StandardCharsets.UTF_8);
      tar.putArchiveEntry(
          PortableEntry.extendedHeader(HeaderPath.ofExtendedHeader(path), more.length));
      tar.write(more);
      tar.closeArchiveEntry();
    }
    tar.putArchiveEntry(PortableEntry.file(inHeader, mode, size));
    try (InputStream in =
        content == null ? Files.newInputStream(there) : new ByteArrayInputStream(content)) {
      in.transferTo(tar);
    }
    tar.closeArchiveEntry();
  }

  /** {@code length key=value}, where the length counts itself. */
  private static String extended(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int bytes = rest.getBytes(StandardCharsets.UTF_8).length;
    int digits = Integer.toString(bytes).length();
    int all = bytes + digits;
    if (Integer.toString(all).length() > digits) {
      all++;
    }
    return all + rest;
  }

  /** Owners may read and write, nobody else may write; bins may be run. */
  private int mode(Path there, String file) throws IOException {
    int mode = 0644;
    if (there.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Files.getAttribute(there, "unix:mode") instanceof Integer bits) {
      mode = bits & 07777;
    }
    // npm compares bins with the path less its first folder.
    if (bins.contains(file.substring(file.indexOf('/') + 1))) {
      mode |= 0111;
    }
    return (mode | 0600) & ~0022;
  }
}
