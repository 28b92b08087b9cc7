package dev.jpm.cache;

import dev.jpm.fs.FileErrors;
import dev.jpm.fs.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one process has added and used, appended to a file of its own: far cheaper than a write to
 * the index, which takes it over when it is next needed. A torn last record is ignored.
 */
final class Journal implements AutoCloseable {
  private static final int RECORD_BYTES = 8 + 64;
  private static final String SUFFIX = ".log";

  private final Path file;
  private @Nullable FileChannel channel;

  /** A journal for {@code session}; its file is made by the first record. */
  Journal(Layout layout, String session) {
    this.file = layout.journals().resolve(session + SUFFIX);
  }

  /** A package was there at a moment; its inventory was written then, or only used. */
  record Note(long millis, boolean written) {
    Note and(Note other) {
      return new Note(Math.max(millis, other.millis), written || other.written);
    }
  }

  /** Notes the same of all these packages, told by their SHA-512s in hexadecimal. */
  synchronized void add(Collection<String> sha512s, Note note) {
    if (sha512s.isEmpty()) {
      return;
    }
    long stamp = note.millis << 1 | (note.written ? 1 : 0);
    ByteBuffer records = ByteBuffer.allocate(sha512s.size() * RECORD_BYTES);
    for (String sha512 : sha512s) {
      records.putLong(stamp).put(HexFormat.of().parseHex(sha512));
    }
    records.flip();
    try {
      FileChannel to = open();
      while (records.hasRemaining()) {
        to.write(records);
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "write", file);
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (channel != null) {
        channel.close();
        channel = null;
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "write", file);
    }
  }

  /** All journals of the store. */
  static List<Path> all(Layout layout) {
    return Folders.entries(layout.journals());
  }

  /** The session that wrote {@code journal}. */
  static String sessionOf(Path journal) {
    String name = journal.getFileName().toString();
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  /** What {@code journal} tells, by SHA-512; nothing if it is gone. */
  static Map<String, Note> read(Path journal) {
    Map<String, Note> notes = new LinkedHashMap<>();
    try {
      ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(journal));
      byte[] sha512 = new byte[64];
      while (in.remaining() >= RECORD_BYTES) {
        long stamp = in.getLong();
        in.get(sha512);
        Note note = new Note(stamp >> 1, (stamp & 1) == 1);
        notes.merge(HexFormat.of().formatHex(sha512), note, Note::and);
      }
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException e) {
      throw FileErrors.of(e, "read", journal);
    }
    return notes;
  }

  private FileChannel open() throws IOException {
    FileChannel to = channel;
    if (to == null) {
      Folders.createParent(file);
      to = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      channel = to;
    }
    return to;
  }
}
