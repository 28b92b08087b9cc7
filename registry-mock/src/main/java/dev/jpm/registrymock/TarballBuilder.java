package dev.jpm.registrymock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Describes a tar archive, a wrong one too: nothing is checked, entries stand in the order of the
 * calls, and the same calls give the same bytes. Names are written as given, so a package's file is
 * {@code package/index.js}.
 *
 * <p>Commons Compress does the writing: archives that jpm reads in tests are not made by code that
 * shares its idea of the format.
 */
public final class TarballBuilder {
  /** The time that npm stamps on everything it packs. */
  private static final FileTime PACK_TIME = FileTime.from(Instant.ofEpochSecond(499162500L));

  private final List<Entry> entries = new ArrayList<>();

  private interface Entry {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  /** A regular file of mode 0644. */
  public TarballBuilder file(String name, String text) {
    return file(name, text.getBytes(UTF_8), 0644);
  }

  /** A regular file; {@code mode} holds the permission bits, set-uid and the like included. */
  public TarballBuilder file(String name, byte[] content, int mode) {
    return entry('0', name, "", mode, content);
  }

  public TarballBuilder directory(String name) {
    return entry('5', name.endsWith("/") ? name : name + "/", "", 0755, new byte[0]);
  }

  public TarballBuilder symlink(String name, String target) {
    return entry('2', name, target, 0777, new byte[0]);
  }

  public TarballBuilder hardLink(String name, String target) {
    return entry('1', name, target, 0644, new byte[0]);
  }

  /** A pax header for all that follows, as {@code git archive} writes one with the commit. */
  public TarballBuilder globalHeader(String key, String value) {
    TarArchiveEntry header = header('g', "pax_global_header");
    header.addPaxHeader(key, value);
    entries.add(tar -> tar.putArchiveEntry(header));
    return this;
  }

  /** An entry of any tar type: {@code '3'} device, {@code '6'} FIFO and so on. */
  public TarballBuilder entry(char type, String name, String link, int mode, byte[] content) {
    TarArchiveEntry header = header(type, name);
    header.setLinkName(link);
    header.setMode(mode);
    header.setSize(content.length);
    entries.add(tar -> {
      tar.putArchiveEntry(header);
      tar.write(content);
      tar.closeArchiveEntry();
    });
    return this;
  }

  /** The archive without compression. */
  public byte[] tar() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Entry entry : entries) {
        entry.write(tar);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The archive as registries serve it. */
  public byte[] gzip() {
    return gzip(tar());
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static TarArchiveEntry header(char type, String name) {
    boolean nameAsGiven = true;
    TarArchiveEntry header = new TarArchiveEntry(name, (byte) type, nameAsGiven);
    header.setIds(0, 0);
    header.setLastModifiedTime(PACK_TIME);
    return header;
  }
}
