package dev.jpm.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a folder, told by a lock file in or beside it, that holds between threads and between
 * processes. The operating system frees it when its owner dies, so it is never stale; the file
 * itself stays. Not reentrant. On file systems that cannot lock it holds within this process only.
 */
public final class FolderLock implements AutoCloseable {
  /** Who may hold the lock at the same time. */
  public enum Mode {
    /** Many owners, as long as none is exclusive. */
    SHARED,
    /** One owner alone. */
    EXCLUSIVE
  }

  private static final long FIRST_PAUSE_MILLIS = 2;
  private static final long LONGEST_PAUSE_MILLIS = 50;

  /** Locks of this process: the system would grant it a second one and free both at one close. */
  private static final Map<Path, Held> HELD = new HashMap<>();

  private static final class Held {
    final Path file;
    final Mode mode;
    final FileChannel channel;
    int owners = 1;

    Held(Path file, Mode mode, FileChannel channel) {
      this.file = file;
      this.mode = mode;
      this.channel = channel;
    }
  }

  private @Nullable Held held;

  private FolderLock(Held held) {
    this.held = held;
  }

  /**
   * The lock if it is free now. Makes the lock file and its folder where missing; throws EACCES or
   * EROFS where it may not.
   */
  public static Optional<FolderLock> tryAcquire(Path lockFile, Mode mode) {
    try {
      synchronized (HELD) {
        return tryOnce(lockFile, mode);
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "lock", lockFile);
    }
  }

  /**
   * Waits for the lock until {@code patience} is over, then answers empty; also when interrupted,
   * with the thread's flag set again.
   */
  public static Optional<FolderLock> acquire(Path lockFile, Mode mode, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      Optional<FolderLock> lock = tryAcquire(lockFile, mode);
      if (lock.isPresent() || System.nanoTime() - end >= 0) {
        return lock;
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  /** Frees the lock; a second call does nothing. */
  @Override
  public void close() {
    synchronized (HELD) {
      Held mine = held;
      held = null;
      if (mine == null || --mine.owners > 0) {
        return;
      }
      HELD.remove(mine.file);
      try {
        mine.channel.close();
      } catch (IOException e) {
        throw FileErrors.of(e, "unlock", mine.file);
      }
    }
  }

  private static Optional<FolderLock> tryOnce(Path lockFile, Mode mode) throws IOException {
    Path file = realPathOf(lockFile);
    Held before = HELD.get(file);
    if (before != null) {
      if (mode == Mode.EXCLUSIVE || before.mode == Mode.EXCLUSIVE) {
        return Optional.empty();
      }
      before.owners++;
      return Optional.of(new FolderLock(before));
    }
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = lockedBySystem(channel, mode);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    if (!taken) {
      return Optional.empty();
    }
    Held now = new Held(file, mode, channel);
    HELD.put(file, now);
    return Optional.of(new FolderLock(now));
  }

  private static boolean lockedBySystem(FileChannel channel, Mode mode) {
    try {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, mode == Mode.SHARED);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      // No locks here (some network file systems): other processes cannot be kept out.
      return true;
    }
  }

  private static Path realPathOf(Path lockFile) throws IOException {
    Path absolute = lockFile.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    if (folder == null) {
      return absolute;
    }
    try {
      return folder.toRealPath().resolve(absolute.getFileName());
    } catch (NoSuchFileException e) {
      Folders.create(folder);
      return folder.toRealPath().resolve(absolute.getFileName());
    }
  }
}
