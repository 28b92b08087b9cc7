package dev.jpm.cache;

import dev.jpm.fs.FolderLock;
import dev.jpm.fs.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that writes to the store: a folder for unfinished things beside a lock file that is
 * held while the process lives. Whoever finds the lock free may clean up.
 */
final class Session implements AutoCloseable {
  private static final String LOCK = ".lock";

  private final Layout layout;
  private final String name;
  private final FolderLock lock;
  private final Path folder;
  private final AtomicLong folders = new AtomicLong();

  private Session(Layout layout, String name, FolderLock lock, Path folder) {
    this.layout = layout;
    this.name = name;
    this.lock = lock;
    this.folder = folder;
  }

  /** Begins one, after clearing away what dead ones have left. */
  static Session begin(Layout layout) {
    Folders.create(layout.temporary());
    sweep(layout);
    while (true) {
      String name = newName();
      Path lockFile = layout.temporary().resolve(name + LOCK);
      Optional<FolderLock> lock = FolderLock.tryAcquire(lockFile, FolderLock.Mode.EXCLUSIVE);
      if (lock.isEmpty()) {
        continue;
      }
      // Between making and locking the file another process may have swept it away.
      if (Files.exists(lockFile)) {
        Path folder = layout.temporary().resolve(name);
        Folders.create(folder);
        return new Session(layout, name, lock.get(), folder);
      }
      lock.get().close();
    }
  }

  static String newName() {
    long random = ThreadLocalRandom.current().nextLong();
    return ProcessHandle.current().pid() + "-" + Long.toHexString(random);
  }

  /** Whether the session called {@code name} is at work now, here or in another process. */
  static boolean isAlive(Layout layout, String name) {
    Path lockFile = layout.temporary().resolve(name + LOCK);
    if (!Files.exists(lockFile)) {
      return false;
    }
    Optional<FolderLock> free = FolderLock.tryAcquire(lockFile, FolderLock.Mode.EXCLUSIVE);
    free.ifPresent(FolderLock::close);
    return free.isEmpty();
  }

  /** Removes the unfinished things of dead sessions. */
  static void sweep(Layout layout) {
    for (Path entry : Folders.entries(layout.temporary())) {
      String file = entry.getFileName().toString();
      if (file.endsWith(LOCK)) {
        sweepOne(entry, entry.resolveSibling(file.substring(0, file.length() - LOCK.length())));
      }
    }
  }

  String name() {
    return name;
  }

  /** A path for something unfinished; nothing lies there. */
  Path newPath() {
    return folder.resolve(Long.toString(folders.incrementAndGet()));
  }

  @Override
  public void close() {
    Folders.remove(folder);
    Folders.remove(layout.temporary().resolve(name + LOCK));
    lock.close();
  }

  private static void sweepOne(Path lockFile, Path folder) {
    Optional<FolderLock> lock = FolderLock.tryAcquire(lockFile, FolderLock.Mode.EXCLUSIVE);
    if (lock.isEmpty()) {
      return;
    }
    try (FolderLock _ = lock.get()) {
      Folders.remove(folder);
      Folders.remove(lockFile);
    }
  }
}
