package dev.jpm.cache;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array: fixed numbers big-endian, others seven bits at a time, lowest first. */
public final class Bytes {
  byte[] array;
  int length;

  public Bytes(int capacity) {
    array = new byte[capacity];
  }

  public void raw(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, array, length, bytes.length);
    length += bytes.length;
  }

  public void fixed32(int value) {
    room(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      array[length++] = (byte) (value >>> shift);
    }
  }

  public void fixed64(long value) {
    fixed32((int) (value >>> 32));
    fixed32((int) value);
  }

  public void number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      array[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    array[length++] = (byte) rest;
  }

  public void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    raw(bytes);
  }

  public byte[] toArray() {
    return Arrays.copyOf(array, length);
  }

  private void room(int more) {
    if (length + more > array.length) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, length + more));
    }
  }
}
