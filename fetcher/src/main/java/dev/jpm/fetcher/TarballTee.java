package dev.jpm.fetcher;

import dev.jpm.fs.FileErrors;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Passes a tarball's bytes on and, on the way, digests and keeps them. */
final class TarballTee extends InputStream {
  private final InputStream in;
  private final OutputStream kept;
  private final Path store;
  private final MessageDigest stored;
  private final @Nullable MessageDigest own;
  private final LongConsumer progress;
  private long count;

  TarballTee(
      InputStream in,
      OutputStream kept,
      Path store,
      MessageDigest stored,
      @Nullable MessageDigest own,
      LongConsumer progress) {
    this.in = in;
    this.kept = kept;
    this.store = store;
    this.stored = stored;
    this.own = own;
    this.progress = progress;
  }

  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = readSource(target, offset, length);
    if (read > 0) {
      stored.update(target, offset, read);
      if (own != null) {
        own.update(target, offset, read);
      }
      keep(target, offset, read);
      count += read;
      progress.accept(count);
    }
    return read;
  }

  private int readSource(byte[] target, int offset, int length) throws IOException {
    try {
      return in.read(target, offset, length);
    } catch (EOFException brokenOff) {
      // an early end of the tarball itself is told by this exception, and is something else
      throw new IOException(brokenOff.getMessage(), brokenOff);
    }
  }

  private void keep(byte[] bytes, int offset, int length) {
    try {
      kept.write(bytes, offset, length);
    } catch (IOException refused) {
      throw FileErrors.of(refused, "write", store);
    }
  }
}
