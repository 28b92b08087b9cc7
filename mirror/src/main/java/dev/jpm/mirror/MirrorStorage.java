package dev.jpm.mirror;

import dev.jpm.fs.FolderLock;
import dev.jpm.fs.Folders;
import dev.jpm.mirror.blob.BlobFolder;
import dev.jpm.mirror.blob.BlobInventory;
import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.config.Operation.Upkeep;
import dev.jpm.mirror.metadata.EmbeddedStore;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.transfer.BundleReader;
import dev.jpm.mirror.transfer.BundleWriter;
import dev.jpm.mirror.upkeep.Cleaning;
import dev.jpm.mirror.upkeep.Inspection;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** The folder of a mirror, while this process alone works in it. */
public final class MirrorStorage implements AutoCloseable {
  private final Path folder;
  private final FolderLock lock;
  private final MetadataStore metadata;
  private final BlobStore blobs;

  private MirrorStorage(Path folder, FolderLock lock) {
    this.folder = folder;
    this.lock = lock;
    this.metadata = EmbeddedStore.open(folder.resolve("metadata.sqlite"));
    this.blobs = BlobFolder.in(folder);
  }

  /**
   * The storage in {@code folder}, which is made where it is missing.
   *
   * @throws JpmException EBUSY where another process works in it
   */
  public static MirrorStorage open(Path folder) {
    Folders.create(folder);
    FolderLock lock =
        FolderLock.tryAcquire(folder.resolve("lock"), FolderLock.Mode.EXCLUSIVE)
            .orElseThrow(() ->
                JpmException.of(ErrorCode.EBUSY, "Another process serves the mirror in " + folder));
    boolean opened = false;
    try {
      MirrorStorage storage = new MirrorStorage(folder, lock);
      opened = true;
      return storage;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  MetadataStore metadata() {
    return metadata;
  }

  BlobStore blobs() {
    return blobs;
  }

  Path forms() {
    return folder.resolve("forms");
  }

  Path advisories() {
    return folder.resolve("advisories");
  }

  /** Writes all of it to {@code file}; the answer is the number of blobs. */
  public int exportTo(Path file) throws IOException {
    return new BundleWriter(metadata, blobs).write(file);
  }

  /** Takes in what {@code file} holds; the answer is the number of blobs that were new. */
  public int importFrom(Path file) throws IOException {
    return new BundleReader(metadata, blobs, file).read();
  }

  /** Removes what nothing names, and what {@code upkeep} does not want to keep. */
  public Cleaning.Result clean(Upkeep upkeep, Instant now) {
    return Cleaning.run(metadata, blobs, inventory(), upkeep, now);
  }

  /** Reads everything again; what is broken is forgotten where {@code repair} says so. */
  public Inspection.Result inspect(boolean repair) {
    return Inspection.run(metadata, blobs, inventory(), repair);
  }

  private BlobInventory inventory() {
    if (blobs instanceof BlobInventory inventory) {
      return inventory;
    }
    throw JpmException.of(ErrorCode.ECONFIG, "This storage cannot tell what it holds");
  }

  @Override
  public void close() {
    metadata.close();
    lock.close();
  }
}
