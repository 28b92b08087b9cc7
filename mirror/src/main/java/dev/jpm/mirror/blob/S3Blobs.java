package dev.jpm.mirror.blob;

import dev.jpm.mirror.config.ClusterConfig.S3;
import dev.jpm.mirror.metadata.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Blobs as objects of an S3 bucket, named by their digest. They come in through a file of this
 * machine, so that an object is whole from its first moment.
 */
public final class S3Blobs implements BlobStore {
  private static final String NOTHING = "0".repeat(128);

  private final S3Bucket bucket;
  private final String prefix;
  private final UnfinishedFolder unfinished;
  private final Seen seen = new Seen();

  private S3Blobs(S3Bucket bucket, String prefix, UnfinishedFolder unfinished) {
    this.bucket = bucket;
    this.prefix = prefix;
    this.unfinished = unfinished;
  }

  /**
   * The blobs in a bucket; what comes in goes through {@code folder}.
   *
   * @throws IOException where the bucket cannot be read
   */
  public static S3Blobs open(S3 config, Path folder) throws IOException {
    S3Bucket bucket = new S3Bucket(config);
    S3Blobs blobs = new S3Blobs(bucket, config.prefix(), UnfinishedFolder.in(folder));
    boolean readable = false;
    try {
      bucket.size(blobs.key(NOTHING));
      readable = true;
      return blobs;
    } finally {
      if (!readable) {
        bucket.close();
      }
    }
  }

  @Override
  public Upload begin() throws IOException {
    return new ObjectUpload(unfinished.next());
  }

  /**
   * The blob with that digest.
   *
   * @throws StorageException where the bucket cannot be asked: that is no blob that is missing
   */
  @Override
  public Optional<Blob> find(String sha512) {
    Long known = seen.size(sha512);
    if (known != null) {
      return Optional.of(new ObjectBlob(key(sha512), known));
    }
    try {
      OptionalLong size = bucket.size(key(sha512));
      if (size.isEmpty()) {
        return Optional.empty();
      }
      seen.add(sha512, size.getAsLong());
      return Optional.of(new ObjectBlob(key(sha512), size.getAsLong()));
    } catch (IOException e) {
      throw new StorageException(e);
    }
  }

  @Override
  public void remove(String sha512) {
    seen.forget(sha512);
    try {
      bucket.delete(key(sha512));
    } catch (IOException e) {
      throw new StorageException(e);
    }
  }

  /** S3 does not know who asks for what: an object counts as used when it was stored. */
  @Override
  public List<Item> items() {
    List<Item> items = new ArrayList<>();
    try {
      for (S3Listing.Found object : bucket.list(prefix)) {
        String digest = object.key().substring(prefix.length()).replace("/", "");
        if (digest.length() == NOTHING.length() && key(digest).equals(object.key())) {
          items.add(new Item(digest, object.size(), object.stored()));
        }
      }
    } catch (IOException e) {
      throw new StorageException(e);
    }
    return items;
  }

  private String key(String sha512) {
    return prefix + sha512.substring(0, 2) + "/" + sha512.substring(2);
  }

  @Override
  public void close() {
    bucket.close();
  }

  /**
   * Objects that were there a moment ago, so that a document that is sent often is not asked for
   * every time. The moment is shorter than documents linger after they were replaced.
   */
  private static final class Seen {
    private static final int MOST = 10_000;
    private static final Duration MOMENT = Duration.ofSeconds(20);

    private record Sighting(long size, long until) {}

    private final Map<String, Sighting> objects = new LinkedHashMap<>();

    synchronized @Nullable Long size(String sha512) {
      Sighting object = objects.get(sha512);
      return object == null || object.until() - System.nanoTime() < 0 ? null : object.size();
    }

    synchronized void add(String sha512, long size) {
      objects.remove(sha512);
      objects.put(sha512, new Sighting(size, System.nanoTime() + MOMENT.toNanos()));
      if (objects.size() > MOST) {
        objects.remove(objects.keySet().iterator().next());
      }
    }

    synchronized void forget(String sha512) {
      objects.remove(sha512);
    }
  }

  private final class ObjectBlob implements Blob {
    private final String key;
    private final long size;

    ObjectBlob(String key, long size) {
      this.key = key;
      this.size = size;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public InputStream open() throws IOException {
      return bucket.read(key, 0, size, size);
    }

    @Override
    public void copy(long from, long length, OutputStream out) throws IOException {
      if (length == 0) {
        return;
      }
      try (InputStream in = bucket.read(key, from, length, size)) {
        if (in.transferTo(out) != length) {
          throw new IOException("the blob is shorter than it was");
        }
      }
    }
  }

  private final class ObjectUpload extends FileUpload {
    ObjectUpload(Path file) throws IOException {
      super(file);
    }

    @Override
    Blob keep(Path file, FileChannel channel) throws IOException {
      channel.close();
      bucket.put(key(sha512()), file);
      seen.add(sha512(), size());
      return new ObjectBlob(key(sha512()), size());
    }
  }
}
