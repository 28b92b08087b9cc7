package dev.jpm.cache;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link Bytes} wrote. A plain cursor: the code runs cold, where buffers are slow. */
public final class BytesReader {
  private final byte[] array;
  private int at;

  public BytesReader(byte[] array) {
    this.array = array;
  }

  public byte[] raw(int length) {
    byte[] bytes = Arrays.copyOfRange(array, at, at + length);
    at += length;
    return bytes;
  }

  public int fixed32() {
    int value = fixed32At(array, at);
    at += 4;
    return value;
  }

  public long fixed64() {
    long high = fixed32();
    return high << 32 | (fixed32() & 0xffffffffL);
  }

  public long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = array[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  public String text() {
    int length = (int) number();
    String text = new String(array, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  static int fixed32At(byte[] array, int at) {
    return array[at] << 24
        | (array[at + 1] & 0xff) << 16
        | (array[at + 2] & 0xff) << 8
        | (array[at + 3] & 0xff);
  }
}
