package dev.jpm.mirror.blob;

import java.io.IOException;
import java.util.Optional;

/** Bytes by their SHA-512. What is in it is whole; what is half written is not in it. */
public interface BlobStore extends AutoCloseable {
  /** Begins to take bytes in. */
  Upload begin() throws IOException;

  /** The bytes with that digest (hexadecimal), if they are here. */
  Optional<Blob> find(String sha512);

  /** Takes them out; those who read them now read on. */
  void remove(String sha512);

  @Override
  void close();
}
