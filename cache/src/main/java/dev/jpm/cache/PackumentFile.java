package dev.jpm.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One cached document as it lies on the disk: mark, time, checksum, lengths, then the texts and the
 * document. The time stands at a fixed place outside of the checksum, so that it can be changed
 * alone.
 */
record PackumentFile(PackumentCache.Key key, CachedPackument document) {
  /** Where the eight bytes of the time begin. */
  static final int FETCHED_AT = 8;

  private static final long MAGIC = 0x4a504d444f433031L; // "JPMDOC01"
  private static final int CHECKSUM = 16;
  private static final int BODY = 20;
  private static final int TEXTS = 5;
  private static final int HEADER = BODY + (TEXTS + 1) * Integer.BYTES;

  byte[] encoded() {
    byte[][] parts = {
      utf8(key.registry()),
      utf8(key.name()),
      utf8(document.etag().orElse("")),
      utf8(document.lastModified().orElse("")),
      utf8(document.form()),
      document.bytes()
    };
    int length = HEADER;
    for (byte[] part : parts) {
      length = Math.addExact(length, part.length);
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    out.putLong(MAGIC).putLong(document.fetchedAt()).putInt(0);
    for (byte[] part : parts) {
      out.putInt(part.length);
    }
    for (byte[] part : parts) {
      out.put(part);
    }
    out.putInt(CHECKSUM, checksum(out.array()));
    return out.array();
  }

  /** Empty where {@code file} is torn, decayed or of another version. */
  static Optional<PackumentFile> decode(byte[] file) {
    if (file.length < HEADER) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(file);
    if (in.getLong(0) != MAGIC || in.getInt(CHECKSUM) != checksum(file)) {
      return Optional.empty();
    }
    in.position(BODY);
    int[] lengths = new int[TEXTS + 1];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = in.getInt();
    }
    String[] texts = new String[TEXTS];
    int at = HEADER;
    for (int i = 0; i < TEXTS; i++) {
      texts[i] = new String(file, at, lengths[i], StandardCharsets.UTF_8);
      at += lengths[i];
    }
    CachedPackument document =
        new CachedPackument(
            optional(texts[2]),
            optional(texts[3]),
            in.getLong(FETCHED_AT),
            texts[4],
            Arrays.copyOfRange(file, at, at + lengths[TEXTS]));
    return Optional.of(new PackumentFile(new PackumentCache.Key(texts[0], texts[1]), document));
  }

  /** What the beginning of a file alone tells; unchecked, empty where it tells nothing. */
  static Optional<PackumentHead> head(byte[] head) {
    if (head.length < HEADER || ByteBuffer.wrap(head).getLong(0) != MAGIC) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(head);
    String[] texts = new String[TEXTS];
    int at = HEADER;
    for (int i = 0; i < TEXTS; i++) {
      int length = in.getInt(BODY + i * Integer.BYTES);
      if (length < 0 || length > head.length - at) {
        return Optional.empty();
      }
      texts[i] = new String(head, at, length, StandardCharsets.UTF_8);
      at += length;
    }
    long mark = (long) in.getInt(CHECKSUM) << Integer.SIZE | in.getInt(HEADER - Integer.BYTES);
    return Optional.of(
        new PackumentHead(
            new PackumentCache.Key(texts[0], texts[1]), in.getLong(FETCHED_AT), texts[4], mark));
  }

  private static int checksum(byte[] file) {
    CRC32C sum = new CRC32C();
    sum.update(file, BODY, file.length - BODY);
    return (int) sum.getValue();
  }

  private static Optional<String> optional(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
