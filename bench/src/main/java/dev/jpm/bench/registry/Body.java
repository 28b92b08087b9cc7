package dev.jpm.bench.registry;

import java.nio.file.Path;

/** Bytes that are ready to be sent. */
public sealed interface Body {
  /** How many bytes. */
  long length();

  /** Bytes in memory; not to be changed any more. */
  @SuppressWarnings("ArrayRecordComponent")
  record InMemory(byte[] bytes) implements Body {
    @Override
    public long length() {
      return bytes.length;
    }
  }

  /** A file that does not change while it is served. */
  record OnDisk(Path file, long length) implements Body {}
}
