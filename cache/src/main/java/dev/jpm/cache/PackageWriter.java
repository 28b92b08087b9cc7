package dev.jpm.cache;

import dev.jpm.model.Integrity;
import java.io.OutputStream;

/**
 * Receives one package while it is unpacked: its files and, beside them, its compressed bytes.
 * Nothing is in the store until {@link #commit}; closing without it throws all away. For one thread
 * at a time.
 */
@SuppressWarnings("DoNotCallSuggester") // Bodies follow.
public final class PackageWriter implements AutoCloseable {
  PackageWriter() {}

  /**
   * Where the compressed bytes go while they are read; the same stream at every call. Writing is
   * buffered by the caller. A package committed without any has no tarball in the store.
   */
  public OutputStream tarball() {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes one file. {@code path} has {@code /} between its names. The same path again replaces the
   * file (the last wins, as with npm); a path that needs a file as its folder, or the other way
   * round, is refused. Answers whether the file was written. Throws ETARBALL for a path that would
   * leave the package.
   */
  public boolean file(String path, boolean executable, byte[] bytes, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  /**
   * Opens one file that is written in pieces; by the same rules as {@link #file}. Close the stream
   * before the next call. A refused path swallows what is written.
   */
  public OutputStream stream(String path, boolean executable) {
    throw new UnsupportedOperationException();
  }

  /**
   * Publishes the package in one step. {@code integrity} holds the SHA-512 that the caller has
   * computed over the compressed bytes, and every other digest of them that it knows. Where another
   * thread or process was faster, its result is answered and this one thrown away.
   */
  public StoredPackage commit(Integrity integrity, Label label) {
    throw new UnsupportedOperationException();
  }

  /** Throws everything away unless committed. */
  public void discard() {}

  @Override
  public void close() {
    discard();
  }
}
