package dev.jpm.mirror.publish;

import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.blob.Upload;
import dev.jpm.mirror.metadata.MetadataStore;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Removes tarballs that nothing names any more. Between being kept and being named one must not
 * look unused: both happen under the lock under which others are removed.
 */
public final class UnusedBlobs {
  private final BlobStore blobs;
  private final MetadataStore metadata;
  private final ReentrantLock lock = new ReentrantLock();

  public UnusedBlobs(BlobStore blobs, MetadataStore metadata) {
    this.blobs = blobs;
    this.metadata = metadata;
  }

  /** Keeps {@code upload} and has {@code naming} name it; where that did not, it goes again. */
  <T> T keep(Upload upload, Supplier<T> naming) throws IOException {
    lock.lock();
    try {
      upload.keep();
      try {
        return naming.get();
      } finally {
        remove(upload.sha512());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Removes those of {@code digests} that are named by nothing. */
  void removeUnused(Collection<String> digests) {
    lock.lock();
    try {
      digests.forEach(this::remove);
    } finally {
      lock.unlock();
    }
  }

  /** A tarball of an upstream with the same bytes would only be fetched again. */
  private void remove(String digest) {
    if (!metadata.packages().names(digest)) {
      blobs.remove(digest);
    }
  }
}
