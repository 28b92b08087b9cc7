package dev.jpm.packument;

/**
 * A range of bytes that holds one JSON value, or nothing where the length is 0. A view, not a copy,
 * and so without value equality.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: only a range to parse
record JsonSlice(byte[] bytes, int offset, int length) {
  static final JsonSlice EMPTY = new JsonSlice(new byte[0], 0, 0);

  boolean isEmpty() {
    return length == 0;
  }
}
