package dev.jpm.cache;

import dev.jpm.fs.FileErrors;
import dev.jpm.fs.FileModes;
import dev.jpm.fs.Folders;
import dev.jpm.fs.SafePath;
import dev.jpm.model.Integrity;
import dev.jpm.model.Integrity.Algorithm;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Receives one package while it is unpacked: its files and, beside them, its compressed bytes.
 * Nothing is in the store until {@link #commit}; closing without it throws all away. For one thread
 * at a time.
 */
public final class PackageWriter implements AutoCloseable {
  private static final Set<OpenOption> NEW_FILE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Store store;
  private final Path folder;
  private final Path content;
  private final Map<String, StoredFile> files = new LinkedHashMap<>();
  private final Set<String> folders = new HashSet<>();
  private @Nullable FileSink tarball;
  private @Nullable FileSink open;
  private boolean ended;

  PackageWriter(Store store, Path folder) {
    this.store = store;
    this.folder = folder;
    this.content = folder.resolve(Layout.CONTENT);
    Folders.create(folder);
    Folders.create(content);
  }

  /**
   * Where the compressed bytes go while they are read; the same stream at every call. Each write is
   * a write to the disk, so write large pieces. A package committed without any has no tarball in
   * the store.
   */
  public OutputStream tarball() {
    FileSink sink = tarball;
    if (sink == null) {
      Path file = folder.resolve(Layout.TARBALL);
      try {
        sink =
            new FileSink(
                FileChannel.open(file, NEW_FILE, FileModes.forNewFile(folder, 0)), _ -> {});
      } catch (IOException e) {
        throw FileErrors.of(e, "write", file);
      }
      tarball = sink;
    }
    return sink;
  }

  /**
   * Writes one file. {@code path} has {@code /} between its names; {@code execute} is as in {@link
   * StoredFile}. The same path again replaces the file (the last wins, as with npm); a path that
   * needs a file as its folder, or the other way round, is refused. Answers whether the file was
   * written. Throws ETARBALL for a path that would leave the package.
   */
  public boolean file(String path, int execute, byte[] bytes, int offset, int length) {
    FileChannel channel = create(path, execute);
    if (channel == null) {
      return false;
    }
    try (FileSink sink = new FileSink(channel, done -> note(path, execute, done))) {
      sink.write(bytes, offset, length);
    } catch (IOException e) {
      throw FileErrors.of(e, "write", content.resolve(path));
    }
    return true;
  }

  /**
   * Opens one file that is written in pieces; by the same rules as {@link #file}. Each write is a
   * write to the disk. Close the stream before the next call. A refused path swallows what is
   * written.
   */
  public OutputStream stream(String path, int execute) {
    FileChannel channel = create(path, execute);
    if (channel == null) {
      return OutputStream.nullOutputStream();
    }
    FileSink sink = new FileSink(channel, done -> note(path, execute, done));
    open = sink;
    return sink;
  }

  /**
   * Publishes the package in one step. {@code integrity} holds the SHA-512 that the caller has
   * computed over the compressed bytes, and every other digest of them that it knows. Where another
   * thread or process was faster, its result is answered and this one thrown away.
   */
  public StoredPackage commit(Integrity integrity, Label label) {
    List<Digest> digests = new ArrayList<>(Digest.in(integrity));
    if (digests.isEmpty() || digests.getFirst().algorithm() != Algorithm.SHA512) {
      throw new IllegalArgumentException("no sha512 in " + integrity);
    }
    String sha512 = digests.removeFirst().hex();
    digests.removeIf(digest -> digest.algorithm() == Algorithm.SHA512);
    requireOpen();
    FileSink compressed = tarball;
    long tarballSize = compressed == null ? 0 : compressed.size();
    try {
      if (compressed != null) {
        compressed.close();
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "write", folder.resolve(Layout.TARBALL));
    }
    Inventory inventory =
        new Inventory(
            sha512, label, store.now(), tarballSize, digests, List.copyOf(files.values()));
    Inventory published = store.publish(folder, inventory);
    ended = true;
    return published.toPackage(store.layout());
  }

  /** Throws everything away unless committed. */
  public void discard() {
    if (ended) {
      return;
    }
    ended = true;
    closeQuietly(open);
    closeQuietly(tarball);
    Folders.remove(folder);
  }

  @Override
  public void close() {
    discard();
  }

  private void note(String path, int execute, FileSink done) {
    files.put(path, new StoredFile(path, done.size(), execute, done.checksum()));
  }

  private @Nullable FileChannel create(String path, int execute) {
    requireOpen();
    Optional<Path> joined = SafePath.join(content, path);
    if (joined.isEmpty()) {
      throw JpmException.of(
          ErrorCode.ETARBALL, "A package may not hold a file called \"" + path + "\"");
    }
    Path target = joined.get();
    if (folders.contains(path) || !makeFolders(path)) {
      return null;
    }
    FileAttribute<?>[] mode = FileModes.forNewFile(content, execute);
    try {
      if (files.remove(path) != null) {
        Files.delete(target);
      }
      try {
        return FileChannel.open(target, NEW_FILE, mode);
      } catch (FileAlreadyExistsException e) {
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
          return null;
        }
        // A file system that takes two names for one: the last wins there too.
        forgetSameName(path);
        Files.delete(target);
        return FileChannel.open(target, NEW_FILE, mode);
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "write", target);
    }
  }

  /** Makes the folders above {@code path}; false where one of them is a file. */
  private boolean makeFolders(String path) {
    int slash = path.lastIndexOf('/');
    if (slash < 0 || folders.contains(path.substring(0, slash))) {
      return true;
    }
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      String parent = path.substring(0, end);
      if (files.containsKey(parent)) {
        return false;
      }
      if (folders.add(parent)) {
        Folders.create(content.resolve(parent));
      }
    }
    return true;
  }

  private void forgetSameName(String path) {
    String folded = FoldedName.of(path);
    files.keySet().removeIf(other -> FoldedName.of(other).equals(folded));
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException("the package was committed or discarded");
    }
  }

  private static void closeQuietly(@Nullable FileSink sink) {
    try {
      if (sink != null) {
        sink.close();
      }
    } catch (IOException e) {
      // It is thrown away.
    }
  }
}
