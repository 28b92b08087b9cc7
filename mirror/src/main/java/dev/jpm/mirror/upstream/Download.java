package dev.jpm.mirror.upstream;

import dev.jpm.mirror.blob.Blob;
import dev.jpm.mirror.blob.Upload;
import dev.jpm.model.Integrity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A tarball on its way in, which any number of clients read while it grows, each at its own pace.
 * The last byte is held back until the whole is known to be what was promised, so that nobody takes
 * something else for it.
 */
public final class Download {
  private static final int BUFFER = 64 * 1024;

  /** No package is that large; an answer without an end would fill the disk. */
  private static final long LARGEST = 2L << 30;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Upload upload;
  private final long length;
  private long arrived;
  private @Nullable Blob blob;
  private @Nullable IOException failure;

  Download(Upload upload, long length) {
    this.upload = upload;
    this.length = length;
  }

  /** How many bytes it will have; -1 where the upstream did not tell. */
  public long length() {
    return length;
  }

  /** Takes everything in; the answer is the digest, or null where it failed. */
  @Nullable String run(InputStream in, @Nullable Integrity wanted) {
    try (upload;
        in) {
      if (length > LARGEST) {
        throw tooLarge();
      }
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        upload.write(buffer, 0, read);
        arrived(read);
        if (arrived > LARGEST) {
          throw tooLarge();
        }
      }
      if (length >= 0 && arrived != length) {
        throw new IOException("the tarball ended too early");
      }
      if (wanted != null && !upload.fits(wanted)) {
        throw new IOException("the tarball is not what its packument promises");
      }
      finish();
      return upload.sha512();
    } catch (IOException e) {
      fail(e);
      return null;
    } catch (RuntimeException e) {
      fail(new IOException(e.getMessage(), e)); // Those who wait must hear of it too.
      return null;
    }
  }

  private static IOException tooLarge() {
    return new IOException("the tarball is too large");
  }

  /** Writes the tarball as it comes; fails where it turns out to be something else. */
  public void copyTo(OutputStream out) throws IOException {
    long sent = 0;
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try (ReadableByteChannel reader = reader()) {
      while (true) {
        long ready = await(sent);
        if (ready == sent) {
          return;
        }
        buffer.clear().limit((int) Math.min(BUFFER, ready - sent));
        int read = reader.read(buffer);
        if (read < 0) {
          throw new IOException("the download has shrunk");
        }
        out.write(buffer.array(), 0, read);
        sent += read;
      }
    }
  }

  /** The tarball when it is whole. */
  public Blob await() throws IOException {
    lock.lock();
    try {
      while (blob == null) {
        throwFailure();
        changed.awaitUninterruptibly();
      }
      return blob;
    } finally {
      lock.unlock();
    }
  }

  private ReadableByteChannel reader() throws IOException {
    lock.lock();
    try {
      throwFailure();
      return blob == null ? upload.reader() : java.nio.channels.Channels.newChannel(blob.open());
    } finally {
      lock.unlock();
    }
  }

  /** Waits until more than {@code sent} bytes may go out; the same number when all have. */
  private long await(long sent) throws IOException {
    lock.lock();
    try {
      while (true) {
        throwFailure();
        if (blob != null) {
          return arrived;
        }
        if (arrived - 1 > sent) {
          return arrived - 1;
        }
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void throwFailure() throws IOException {
    if (failure != null) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  private void arrived(int bytes) {
    lock.lock();
    try {
      arrived += bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void finish() throws IOException {
    lock.lock();
    try {
      blob = upload.keep();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fail(IOException e) {
    lock.lock();
    try {
      failure = e;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
