package dev.jpm.packument;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Walks JSON text in UTF-8 as it arrives and copies out the byte ranges that are wanted. It knows
 * where values begin and end and nothing more: what is skipped is not decoded, checked or kept,
 * which is what makes large packuments cheap. Positions in {@link #kept()} are stable.
 */
final class JsonScanner {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  /** What a byte means while a container is skipped: 1 a string begins, 2 opens, 3 closes. */
  private static final byte[] STRUCTURE = new byte[256];

  static {
    STRUCTURE['"'] = 1;
    STRUCTURE['{'] = 2;
    STRUCTURE['['] = 2;
    STRUCTURE['}'] = 3;
    STRUCTURE[']'] = 3;
  }

  private final InputStream in;
  private final byte[] buffer;
  private int position;
  private int limit;
  private long consumedBefore;

  /** Where the range that is being copied begins in the buffer; -1 while nothing is copied. */
  private int copyFrom = -1;

  private byte[] kept;
  private int keptLength;

  JsonScanner(InputStream in, int bufferSize, int keptCapacity) {
    this.in = in;
    this.buffer = new byte[bufferSize];
    this.kept = new byte[keptCapacity];
  }

  /** The bytes copied so far are the first {@link #keptLength()} of this array. */
  byte[] kept() {
    return kept;
  }

  int keptLength() {
    return keptLength;
  }

  /** Forgets what was copied after {@code length}. */
  void truncateKept(int length) {
    keptLength = length;
  }

  void keep(byte b) {
    ensureKept(1);
    kept[keptLength++] = b;
  }

  /** How many bytes of the document were read. */
  long consumed() {
    return consumedBefore + position;
  }

  /** The next byte that is no white space, without passing it. */
  int peek() throws IOException {
    while (true) {
      while (position < limit) {
        byte b = buffer[position];
        if (b > ' ' || b < 0) {
          return b;
        }
        position++;
      }
      fill();
    }
  }

  /** Passes the next byte that is no white space and answers it. */
  int next() throws IOException {
    int b = peek();
    position++;
    return b;
  }

  /** Passes {@code wanted}, which must be the next byte that is no white space. */
  void expect(char wanted) throws IOException {
    int found = next();
    if (found != wanted) {
      throw new MalformedJsonException(
          "expected '" + wanted + "' but found '" + (char) (found & 0xff) + "'", consumed());
    }
  }

  /** Passes {@code wanted} where it is the next byte that is no white space. */
  boolean passIf(char wanted) throws IOException {
    if (peek() != wanted) {
      return false;
    }
    position++;
    return true;
  }

  /** After an entry of an object: passes the comma (true) or {@code end} (false). */
  boolean more(char end) throws IOException {
    int b = next();
    if (b == ',') {
      return true;
    }
    if (b == end) {
      return false;
    }
    throw new MalformedJsonException(
        "expected ',' or '" + end + "' but found '" + (char) (b & 0xff) + "'", consumed());
  }

  /** Passes the byte order mark that some servers put before their text. */
  void skipByteOrderMark() throws IOException {
    if (peek() == (byte) 0xEF) {
      position++;
      expectByte(0xBB);
      expectByte(0xBF);
    }
  }

  private void expectByte(int wanted) throws IOException {
    if ((next() & 0xff) != wanted) {
      throw new MalformedJsonException("this is no UTF-8 text", consumed());
    }
  }

  /** Passes one value of any kind. */
  void skipValue() throws IOException {
    int b = next();
    if (b == '"') {
      skipString();
    } else if (b == '{' || b == '[') {
      skipContainer();
    } else {
      skipScalar();
    }
  }

  /** Passes one value of any kind and copies it; its range begins at the old keptLength. */
  void copyValue() throws IOException {
    peek();
    copyFrom = position;
    skipValue();
    ensureKept(position - copyFrom);
    flushCopy();
    copyFrom = -1;
  }

  private void skipString() throws IOException {
    byte[] bytes = buffer;
    int at = position;
    while (true) {
      while (at + Long.BYTES <= limit) {
        long word = (long) LONG.get(bytes, at);
        long found = zeroBytes(word ^ QUOTES) | zeroBytes(word ^ BACKSLASHES);
        if (found != 0) {
          at += Long.numberOfTrailingZeros(found) >>> 3;
          break;
        }
        at += Long.BYTES;
      }
      if (at >= limit) {
        at = refill(at);
      }
      byte b = bytes[at++];
      if (b == '"') {
        position = at;
        return;
      }
      if (b == '\\') {
        if (at >= limit) {
          at = refill(at);
        }
        at++;
      }
    }
  }

  private void skipContainer() throws IOException {
    byte[] bytes = buffer;
    byte[] structure = STRUCTURE;
    int depth = 1;
    int at = position;
    while (true) {
      if (at >= limit) {
        at = refill(at);
      }
      byte kind = structure[bytes[at++] & 0xff];
      if (kind == 0) {
        continue;
      }
      if (kind == 1) {
        position = at;
        skipString();
        at = position;
      } else if (kind == 2) {
        depth++;
      } else if (--depth == 0) {
        position = at;
        return;
      }
    }
  }

  private void skipScalar() throws IOException {
    while (true) {
      if (position >= limit) {
        fill();
      }
      byte b = buffer[position];
      if (b == ',' || b == '}' || b == ']' || (b <= ' ' && b >= 0)) {
        return;
      }
      position++;
    }
  }

  private static long zeroBytes(long word) {
    return (word - ONES) & ~word & HIGHS;
  }

  private int refill(int at) throws IOException {
    position = at;
    fill();
    return position;
  }

  /** Replaces the spent buffer; what lies in a range being copied is saved first. */
  private void fill() throws IOException {
    if (copyFrom >= 0) {
      ensureKept(position - copyFrom);
      flushCopy();
      copyFrom = 0;
    }
    consumedBefore += position;
    position = 0;
    limit = 0;
    int read;
    do {
      read = in.read(buffer, 0, buffer.length);
    } while (read == 0);
    if (read < 0) {
      throw new EOFException("the document ends too early");
    }
    limit = read;
  }

  private void flushCopy() {
    int length = position - copyFrom;
    System.arraycopy(buffer, copyFrom, kept, keptLength, length);
    keptLength += length;
  }

  private void ensureKept(int more) {
    if (keptLength + more > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(kept.length * 2, keptLength + more));
    }
  }
}
