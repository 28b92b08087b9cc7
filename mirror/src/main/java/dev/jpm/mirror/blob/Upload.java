package dev.jpm.mirror.blob;

import dev.jpm.model.Integrity;
import dev.jpm.model.Integrity.Algorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Bytes on their way into a store: digested while they are written, read by others while they grow.
 * Closed without having been kept they leave no trace.
 */
public abstract class Upload extends OutputStream {
  private final Map<Algorithm, MessageDigest> digests = new EnumMap<>(Algorithm.class);
  private final Map<Algorithm, byte[]> results = new EnumMap<>(Algorithm.class);
  private long size;

  protected Upload() {
    digests.put(Algorithm.SHA512, Algorithm.SHA512.digest());
    digests.put(Algorithm.SHA1, Algorithm.SHA1.digest());
  }

  /** Has another digest computed; to be said before the first byte. */
  public final void digestAlso(Algorithm algorithm) {
    digests.computeIfAbsent(algorithm, Algorithm::digest);
  }

  public final long size() {
    return size;
  }

  /** The digest of all bytes; after it no more may come. */
  public final byte[] digest(Algorithm algorithm) {
    return results
        .computeIfAbsent(
            algorithm,
            wanted -> {
              MessageDigest digest = digests.get(wanted);
              if (digest == null) {
                throw new IllegalStateException(wanted + " was not asked for");
              }
              return digest.digest();
            })
        .clone();
  }

  public final String sha512() {
    return HexFormat.of().formatHex(digest(Algorithm.SHA512));
  }

  /** Whether these are the bytes that {@code integrity} promises. */
  public final boolean fits(Integrity integrity) {
    return integrity
        .strongest()
        .map(strongest -> integrity.accepts(strongest, digest(strongest)))
        .orElse(true);
  }

  @Override
  public final void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public final void write(byte[] bytes, int offset, int length) throws IOException {
    store(bytes, offset, length);
    digests.values().forEach(digest -> digest.update(bytes, offset, length));
    size += length;
  }

  protected abstract void store(byte[] bytes, int offset, int length) throws IOException;

  /** A reader of what has come so far, which goes on when more has come. */
  public abstract ReadableByteChannel reader() throws IOException;

  /** Puts the bytes into the store under their digest. */
  public abstract Blob keep() throws IOException;

  @Override
  public abstract void close();
}
