package dev.jpm.mirror;

import dev.jpm.fs.FolderLock;
import dev.jpm.fs.Folders;
import dev.jpm.mirror.access.Accounts;
import dev.jpm.mirror.access.UserFile;
import dev.jpm.mirror.blob.BlobFolder;
import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.blob.S3Blobs;
import dev.jpm.mirror.config.ClusterConfig;
import dev.jpm.mirror.config.ClusterConfig.S3;
import dev.jpm.mirror.config.MirrorConfig.Access;
import dev.jpm.mirror.config.Operation.Upkeep;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.metadata.DatabaseStore;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.StorageException;
import dev.jpm.mirror.signature.ReleaseSigner;
import dev.jpm.mirror.transfer.BundleReader;
import dev.jpm.mirror.transfer.BundleWriter;
import dev.jpm.mirror.upkeep.Cleaning;
import dev.jpm.mirror.upkeep.Inspection;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** The folder of a mirror, while this process alone works in it. */
public final class MirrorStorage implements AutoCloseable {
  private final Path folder;
  private final FolderLock lock;
  private final MetadataStore metadata;
  private final BlobStore blobs;

  private MirrorStorage(Path folder, FolderLock lock, MetadataStore metadata, BlobStore blobs) {
    this.folder = folder;
    this.lock = lock;
    this.metadata = metadata;
    this.blobs = blobs;
  }

  /**
   * The storage that {@code config} tells of; its folder and tables are made where they are
   * missing.
   *
   * @throws JpmException EBUSY where another process works in the folder; ECONFIG where what nodes
   *     have in common cannot be used
   */
  public static MirrorStorage open(StorageConfig config) {
    Path folder = config.folder();
    Folders.create(folder);
    FolderLock lock =
        FolderLock.tryAcquire(folder.resolve("lock"), FolderLock.Mode.EXCLUSIVE)
            .orElseThrow(() ->
                JpmException.of(ErrorCode.EBUSY, "Another process serves the mirror in " + folder));
    boolean opened = false;
    try {
      ClusterConfig cluster = config.cluster();
      MirrorStorage storage =
          cluster == null ? embedded(folder, lock) : shared(folder, lock, cluster);
      opened = true;
      return storage;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private static MirrorStorage embedded(Path folder, FolderLock lock) {
    return new MirrorStorage(
        folder,
        lock,
        DatabaseStore.embedded(folder.resolve("metadata.sqlite")),
        BlobFolder.in(folder));
  }

  private static MirrorStorage shared(Path folder, FolderLock lock, ClusterConfig cluster) {
    BlobStore blobs = blobs(folder, cluster.s3());
    try {
      return new MirrorStorage(folder, lock, DatabaseStore.shared(cluster.postgres()), blobs);
    } catch (StorageException e) {
      blobs.close();
      throw unusable(cluster.postgres().url(), e);
    }
  }

  private static BlobStore blobs(Path folder, S3 config) {
    try {
      return S3Blobs.open(config, folder);
    } catch (IOException e) {
      throw unusable("the bucket " + config.bucket() + " at " + config.endpoint(), e);
    }
  }

  private static JpmException unusable(String what, Exception e) {
    return JpmException.of(ErrorCode.ECONFIG, "Cannot use " + what + ": " + e.getMessage(), e);
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

  /** Writes all of it to {@code file}, or what an earlier bundle lacks. */
  public BundleWriter.Written exportTo(Path file, BundleWriter.Wishes wishes) throws IOException {
    return new BundleWriter(metadata, blobs, wishes).write(file);
  }

  /** Takes in what {@code file} holds, once it is proven. */
  public BundleReader.Taken importFrom(Path file, BundleReader.Terms terms, InstantSource clock)
      throws IOException {
    BundleReader.Taken taken = new BundleReader(metadata, blobs, file, terms).read();
    new ReleaseSigner(metadata, clock).signOld();
    return taken;
  }

  /**
   * Signs own packages with another key from now on.
   *
   * @param distrust whether what the present one has signed is signed again
   */
  public void rotateKey(boolean distrust, InstantSource clock) {
    new ReleaseSigner(metadata, clock).rotate(distrust);
  }

  /** Makes a user, who may be one for whom rights wait. */
  public void addUser(String name, String password, InstantSource clock) {
    try {
      new Accounts(metadata.people(), clock, Access.OPEN, _ -> false).add(name, password, "");
    } catch (HttpProblem problem) {
      throw JpmException.of(
          ErrorCode.EUSAGE, "Cannot add " + name + ": " + problem.getMessage(), problem);
    }
  }

  /** Takes in the users of a file of htpasswd. */
  public UserFile.Result importUsers(String text, Instant now) {
    return UserFile.take(text, metadata.people(), now);
  }

  /** Removes what nothing names, and what {@code upkeep} does not want to keep. */
  public Cleaning.Result clean(Upkeep upkeep, Instant now) {
    return Cleaning.run(metadata, blobs, upkeep, now);
  }

  /** Reads everything again; what is broken is forgotten where {@code repair} says so. */
  public Inspection.Result inspect(boolean repair) {
    return Inspection.run(metadata, blobs, repair);
  }

  @Override
  public void close() {
    metadata.close();
    blobs.close();
    lock.close();
  }
}
