package dev.jpm.fetcher;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decodes gzip as npm's zlib does: several members count as one text, zeros after the last member
 * are padding, anything else there is an error; what is not gzip at all passes through. Buffers and
 * inflater are used again by {@link #open}.
 */
final class GunzipStream implements AutoCloseable {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  /** No deflate stream reaches this, so nothing honest is refused (node-tar's limit too). */
  private static final long MAX_RATIO = 1000;

  /** Beyond this much output a package must be less repetitive than that. */
  private static final long LARGE = 1L << 30;

  private static final long MAX_RATIO_WHEN_LARGE = 200;

  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] input = new byte[1 << 15];
  private InputStream in = InputStream.nullInputStream();
  private int position;
  private int limit;
  private long bytesIn;
  private long bytesOut;
  private State state = State.START;

  private enum State {
    START,
    PLAIN,
    MEMBER,
    ENDED
  }

  /** Begins with the first byte of {@code source}. */
  void open(InputStream source) {
    in = source;
    position = 0;
    limit = 0;
    bytesIn = 0;
    bytesOut = 0;
    state = State.START;
  }

  /** Reads up to {@code length} decoded bytes; -1 at the end. Never answers 0. */
  int read(byte[] target, int offset, int length) throws IOException {
    if (state == State.START) {
      begin();
    }
    return switch (state) {
      case ENDED -> -1;
      case PLAIN -> readPlain(target, offset, length);
      case MEMBER, START -> inflate(target, offset, length);
    };
  }

  /** Reads what is left of the source, so that its digests are those of all its bytes. */
  void drain() throws IOException {
    while (fill()) {
      position = limit;
    }
  }

  @Override
  public void close() {
    inflater.end();
  }

  private void begin() throws IOException {
    if (!fill()) {
      state = State.ENDED;
      return;
    }
    if (limit - position < 2) {
      moveToFront();
      fillMore();
    }
    boolean gzip =
        limit - position >= 2
            && (input[position] & 0xff) == 0x1f
            && (input[position + 1] & 0xff) == 0x8b;
    if (gzip) {
      readHeader();
    } else {
      state = State.PLAIN;
    }
  }

  private int readPlain(byte[] target, int offset, int length) throws IOException {
    if (position < limit) {
      int count = Math.min(length, limit - position);
      System.arraycopy(input, position, target, offset, count);
      position += count;
      return count;
    }
    int read;
    do {
      read = in.read(target, offset, length);
    } while (read == 0);
    return read;
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    while (true) {
      int count;
      try {
        count = inflater.inflate(target, offset, length);
      } catch (DataFormatException damaged) {
        throw new ZipException(String.valueOf(damaged.getMessage()));
      }
      if (count > 0) {
        checksum.update(target, offset, count);
        bytesOut += count;
        checkRatio();
        return count;
      }
      if (inflater.finished()) {
        if (!endMember()) {
          state = State.ENDED;
          return -1;
        }
      } else if (inflater.needsDictionary()) {
        throw new ZipException("a dictionary is needed");
      } else {
        if (!fill()) {
          throw new EOFException("unexpected end of file");
        }
        inflater.setInput(input, position, limit - position);
        position = limit;
      }
    }
  }

  private void checkRatio() throws IOException {
    long allowed = bytesOut > LARGE ? MAX_RATIO_WHEN_LARGE : MAX_RATIO;
    if (bytesOut > bytesIn * allowed) {
      throw new ZipException("it grows more than " + allowed + " times when decompressed");
    }
  }

  /** Checks the trailer; answers whether another member follows and is open now. */
  private boolean endMember() throws IOException {
    position = limit - inflater.getRemaining();
    long crc = littleEndian(4);
    littleEndian(4);
    if (crc != checksum.getValue()) {
      throw new ZipException("incorrect data check");
    }
    if (position == limit && !fill()) {
      return false;
    }
    if (input[position] == 0) {
      return false;
    }
    readHeader();
    return true;
  }

  private void readHeader() throws IOException {
    if (byteIn() != 0x1f || byteIn() != 0x8b || byteIn() != 8) {
      throw new ZipException("incorrect header check");
    }
    int flags = byteIn();
    for (int i = 0; i < 6; i++) {
      byteIn();
    }
    if ((flags & EXTRA) != 0) {
      long length = littleEndian(2);
      for (long i = 0; i < length; i++) {
        byteIn();
      }
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      littleEndian(2);
    }
    inflater.reset();
    checksum.reset();
    inflater.setInput(input, position, limit - position);
    position = limit;
    state = State.MEMBER;
  }

  private void skipText() throws IOException {
    while (byteIn() != 0) {
      // the text is of no use
    }
  }

  private long littleEndian(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) byteIn() << (8 * i);
    }
    return value;
  }

  private int byteIn() throws IOException {
    if (position == limit && !fill()) {
      throw new EOFException("unexpected end of file");
    }
    return input[position++] & 0xff;
  }

  private void moveToFront() {
    System.arraycopy(input, position, input, 0, limit - position);
    limit -= position;
    position = 0;
  }

  private void fillMore() throws IOException {
    int read = in.read(input, limit, input.length - limit);
    if (read > 0) {
      limit += read;
      bytesIn += read;
    }
  }

  /** Replaces the spent input; false at the end of the source. */
  private boolean fill() throws IOException {
    if (position < limit) {
      return true;
    }
    int read;
    do {
      read = in.read(input, 0, input.length);
    } while (read == 0);
    position = 0;
    limit = Math.max(read, 0);
    bytesIn += limit;
    return read > 0;
  }
}
