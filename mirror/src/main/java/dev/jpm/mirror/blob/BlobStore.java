package dev.jpm.mirror.blob;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Bytes by their SHA-512. What is in it is whole; what is half written is not in it. */
public interface BlobStore extends AutoCloseable {
  /** Begins to take bytes in. */
  Upload begin() throws IOException;

  /** The bytes with that digest (hexadecimal), if they are here. */
  Optional<Blob> find(String sha512);

  /** Takes them out; those who read them now read on. */
  void remove(String sha512);

  /**
   * A blob that is here.
   *
   * @param used when somebody last asked for it, to a day, as far as the store knows
   */
  record Item(String sha512, long size, Instant used) {}

  /** All that is here, one by one. */
  List<Item> items();

  @Override
  void close();
}
