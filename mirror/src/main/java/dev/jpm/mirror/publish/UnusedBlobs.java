package dev.jpm.mirror.publish;

import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.blob.Upload;
import dev.jpm.mirror.metadata.MetadataStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * Removes tarballs that nothing names any more. Between being kept and being named one must not
 * look unused: of all who keep or remove the same bytes, on whatever node, one does so at a time.
 */
public final class UnusedBlobs {
  private final BlobStore blobs;
  private final MetadataStore metadata;

  public UnusedBlobs(BlobStore blobs, MetadataStore metadata) {
    this.blobs = blobs;
    this.metadata = metadata;
  }

  /** Keeps {@code upload} and has {@code naming} name it; where that did not, it goes again. */
  <T> T keep(Upload upload, Supplier<T> naming) throws IOException {
    String digest = upload.sha512();
    try {
      return alone(
          digest,
          () -> {
            keep(upload);
            try {
              return naming.get();
            } finally {
              remove(digest);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void keep(Upload upload) {
    try {
      upload.keep();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes those of {@code digests} that are named by nothing. */
  void removeUnused(Collection<String> digests) {
    digests.forEach(this::removeUnused);
  }

  /** Removes the bytes with that digest if nothing names them; tells whether it did. */
  public boolean removeUnused(String digest) {
    return alone(digest, () -> remove(digest));
  }

  /** Runs work about the bytes with that digest, which nobody removes meanwhile. */
  <T> T alone(String digest, Supplier<T> work) {
    return metadata.alone("blob " + digest, work);
  }

  private boolean remove(String digest) {
    boolean unused = !metadata.names(digest);
    if (unused) {
      blobs.remove(digest);
    }
    return unused;
  }
}
