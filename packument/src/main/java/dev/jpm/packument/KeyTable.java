package dev.jpm.packument;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A fixed list of JSON keys, found by their bytes without making a string. */
final class KeyTable {
  private final List<String> names;
  private final byte[][] keys;

  /** Index + 1 of the key whose hash leads here; 0 where there is none. */
  private final byte[] slots;

  private KeyTable(List<String> names) {
    this.names = names;
    this.keys = new byte[names.size()][];
    this.slots = new byte[Integer.highestOneBit(names.size()) * 8];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = names.get(i).getBytes(StandardCharsets.UTF_8);
      int slot = slotOf(keys[i], 0, keys[i].length);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = (byte) (i + 1);
    }
  }

  static KeyTable of(String... names) {
    return new KeyTable(List.of(names));
  }

  List<String> names() {
    return names;
  }

  byte[] key(int index) {
    return keys[index];
  }

  int indexOf(String name) {
    return names.indexOf(name);
  }

  /** The index of the key that is {@code bytes[from..to)}, or -1. */
  int indexOf(byte[] bytes, int from, int to) {
    int slot = slotOf(bytes, from, to);
    while (slots[slot] != 0) {
      int index = slots[slot] - 1;
      byte[] key = keys[index];
      if (Arrays.equals(key, 0, key.length, bytes, from, to)) {
        return index;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return -1;
  }

  private int slotOf(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return 0;
    }
    int hash = length * 31 + bytes[from] * 7 + bytes[to - 1] * 13 + bytes[from + length / 2] * 5;
    return (hash ^ hash >>> 5) & (slots.length - 1);
  }
}
