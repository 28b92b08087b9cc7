package dev.jpm.fetcher;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive entry by entry as node-tar does: a header with a wrong sum is passed over,
 * long names come from pax and GNU headers, two empty blocks end the archive. The content of an
 * entry is handed out in place, as ranges of {@link #buffer()}.
 */
final class TarReader {
  /** Files up to this size are handed out in one piece. */
  static final int BUFFER_SIZE = 1 << 17;

  private static final int MAX_META_SIZE = 1 << 20;

  private final GunzipStream in;
  private final byte[] buffer = new byte[BUFFER_SIZE];
  private int position;
  private int limit;

  /** What of the current entry was not read yet: content, then padding to a full block. */
  private long contentLeft;

  private int paddingLeft;
  private boolean sawEntry;
  private boolean ended;
  private ExtendedHeader local = ExtendedHeader.NONE;
  private long globalSize = -1;

  TarReader(GunzipStream in) {
    this.in = in;
  }

  /** Begins anew, with what {@link GunzipStream#open} was given. */
  void reset() {
    position = 0;
    limit = 0;
    contentLeft = 0;
    paddingLeft = 0;
    sawEntry = false;
    ended = false;
    local = ExtendedHeader.NONE;
    globalSize = -1;
  }

  byte[] buffer() {
    return buffer;
  }

  /** Where in the buffer the piece begins that {@link #read} or {@link #readWhole} told of. */
  int pieceStart() {
    return position;
  }

  /** Whether any header was right; an archive without one is none. */
  boolean sawEntry() {
    return sawEntry;
  }

  /** The next entry that is no header of another, or null at the end. */
  @Nullable TarEntry next() throws IOException {
    skipRest();
    boolean sawNull = false;
    while (!ended && need(TarHeader.SIZE)) {
      TarHeader header = new TarHeader(buffer, position);
      if (header.isNull()) {
        position += TarHeader.SIZE;
        ended = sawNull;
        sawNull = true;
        continue;
      }
      sawNull = false;
      if (!header.isValid()) {
        position += TarHeader.SIZE;
        continue;
      }
      TarEntry entry = read(header);
      if (entry != null) {
        return entry;
      }
    }
    ended = true;
    return null;
  }

  /** The content of the entry in one piece; its length. Only for sizes up to BUFFER_SIZE. */
  int readWhole(TarEntry entry) throws IOException {
    int size = (int) entry.size();
    if (!need(size)) {
      throw truncated();
    }
    return size;
  }

  /** The next piece of the entry's content: its length, 0 at its end. */
  int read() throws IOException {
    if (contentLeft == 0) {
      return 0;
    }
    if (position == limit && !need(1)) {
      throw truncated();
    }
    return (int) Math.min(contentLeft, limit - position);
  }

  /** Tells that {@code length} bytes of the piece were used. */
  void advance(int length) {
    position += length;
    contentLeft -= length;
  }

  /** Decodes what stands after the end, so that damage there is noticed too. */
  void readToEnd() throws IOException {
    position = 0;
    limit = 0;
    int read;
    do {
      read = in.read(buffer, 0, buffer.length);
    } while (read >= 0);
  }

  private @Nullable TarEntry read(TarHeader header) throws IOException {
    char type = header.type();
    String name = header.name();
    long size = header.size();
    boolean isLink = type == '1' || type == '2';
    boolean isWrong =
        (name.isEmpty() && local.path() == null)
            || (header.hasLinkName() && !isLink && type != 'x' && type != 'g');
    TarEntry entry = null;
    switch (type) {
      case 'x', 'X', 'g', 'L', 'N', 'K' -> {
        position += TarHeader.SIZE;
        begin(size);
        sawEntry = true;
        readMeta(type, size);
        return null;
      }
      case 0, '0', '7' -> {
        size = sizeOf(size);
        String path = pathOf(header, name);
        boolean isFolder = path.endsWith("/") && type != '7';
        size = isFolder ? 0 : size;
        if (!isWrong && !isFolder) {
          entry = new TarEntry(path, TarEntry.Kind.FILE, header.mode(), size);
        }
      }
      case '5' -> size = 0;
      default -> size = sizeOf(size);
    }
    if (entry == null) {
      entry = new TarEntry(pathOf(header, name), TarEntry.Kind.OTHER, header.mode(), size);
    }
    local = ExtendedHeader.NONE;
    position += TarHeader.SIZE;
    begin(size);
    sawEntry |= !isWrong;
    return entry;
  }

  private long sizeOf(long inHeader) {
    return local.size() >= 0 ? local.size() : globalSize >= 0 ? globalSize : inHeader;
  }

  private String pathOf(TarHeader header, String name) {
    String extended = local.path();
    if (extended != null) {
      return extended;
    }
    String prefix = header.prefix();
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private void readMeta(char type, long size) throws IOException {
    if (size > MAX_META_SIZE) {
      return;
    }
    byte[] text = new byte[(int) size];
    int at = 0;
    for (int length = read(); length > 0; length = read()) {
      System.arraycopy(buffer, position, text, at, length);
      at += length;
      advance(length);
    }
    skipRest();
    switch (type) {
      case 'x', 'X' -> local = ExtendedHeader.parse(text, local);
      case 'g' -> globalSize = ExtendedHeader.parse(text, ExtendedHeader.NONE).size();
      case 'L', 'N' -> local = new ExtendedHeader(textUpToZero(text), local.size());
      default -> {
        // a long link name: links are dropped anyway
      }
    }
  }

  private static String textUpToZero(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(Arrays.copyOf(bytes, end), StandardCharsets.UTF_8);
  }

  private void begin(long size) {
    contentLeft = size;
    paddingLeft = (int) (-size & (TarHeader.SIZE - 1));
  }

  private void skipRest() throws IOException {
    while (contentLeft > 0) {
      advance(read());
    }
    while (paddingLeft > 0) {
      if (position == limit && !need(1)) {
        throw truncated();
      }
      int count = Math.min(paddingLeft, limit - position);
      position += count;
      paddingLeft -= count;
    }
  }

  /** Makes {@code count} bytes stand in the buffer from position on; false at the end. */
  private boolean need(int count) throws IOException {
    if (limit - position >= count) {
      return true;
    }
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
    while (limit < count) {
      int read = in.read(buffer, limit, buffer.length - limit);
      if (read < 0) {
        return false;
      }
      limit += read;
    }
    return true;
  }

  private static EOFException truncated() {
    return new EOFException("Truncated input");
  }
}
