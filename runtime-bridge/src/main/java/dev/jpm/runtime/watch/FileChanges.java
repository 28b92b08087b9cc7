package dev.jpm.runtime.watch;

import dev.jpm.fs.FileErrors;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a file of some folders has changed. A burst of changes is one; a file that was
 * written again with what it held is none, so that a script which writes its own inputs comes to
 * rest.
 */
public final class FileChanges implements AutoCloseable {
  private static final long QUIET_MILLIS = 100;

  private final WatchService service;
  private final Map<WatchKey, Place> places = new HashMap<>();
  private final Map<Path, String> lastSeen = new HashMap<>();
  private @Nullable Path lost;

  /** A folder that is watched, below a root with its rules. */
  private record Place(Path folder, Path root, Watched watched) {}

  private FileChanges(WatchService service) {
    this.service = service;
  }

  /**
   * Begins to watch.
   *
   * @param roots what counts, by folder
   */
  public static FileChanges in(Map<Path, Watched> roots) {
    @Nullable Path at = null;
    try {
      FileChanges changes = null;
      for (Map.Entry<Path, Watched> root : roots.entrySet()) {
        at = root.getKey();
        changes = changes == null ? new FileChanges(at.getFileSystem().newWatchService()) : changes;
        changes.watch(at, at, root.getValue());
      }
      return Objects.requireNonNull(changes, "nothing to watch");
    } catch (IOException e) {
      throw FileErrors.of(e, "watch", Objects.requireNonNull(at));
    }
  }

  /**
   * Waits for the next change; the first file of it, or empty where this was closed meanwhile.
   *
   * @throws InterruptedException where the wait was
   */
  public Optional<Path> await() throws InterruptedException {
    SequencedMap<Path, Boolean> changed = new LinkedHashMap<>();
    try {
      while (changed.isEmpty()) {
        @Nullable WatchKey key = service.take();
        while (key != null) {
          take(key, changed);
          key = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
        }
        changed.keySet().removeIf(file -> !isNew(file));
        Path somewhere = lost;
        if (somewhere != null) {
          lost = null;
          return Optional.of(somewhere);
        }
      }
      return Optional.of(changed.firstEntry().getKey());
    } catch (ClosedWatchServiceException e) {
      return Optional.empty();
    }
  }

  private void take(WatchKey key, SequencedMap<Path, Boolean> changed) {
    Place place = places.get(key);
    for (WatchEvent<?> event : key.pollEvents()) {
      if (place != null && event.kind().equals(StandardWatchEventKinds.OVERFLOW)) {
        lost = place.folder(); // More has changed than the system could tell.
      } else if (place != null && event.context() instanceof Path name) {
        Path path = place.folder().resolve(name);
        if (Files.isDirectory(path)) {
          enter(path, place, changed);
        } else if (place.watched().counts(relative(place.root(), path))) {
          changed.put(path, true);
        }
      }
    }
    if (!key.reset()) {
      places.remove(key);
    }
  }

  /** A new folder may hold files by the time that it is watched. */
  private void enter(Path folder, Place place, SequencedMap<Path, Boolean> changed) {
    try {
      for (Path file : watch(folder, place.root(), place.watched())) {
        changed.put(file, true);
      }
    } catch (IOException e) {
      // It is gone again; whoever removed it is told of by the folder above.
    }
  }

  private Iterable<Path> watch(Path from, Path root, Watched watched) throws IOException {
    Map<Path, Boolean> files = new LinkedHashMap<>();
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (!folder.equals(root) && !watched.entered(relative(root, folder))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            WatchKey key =
                folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            places.put(key, new Place(folder, root, watched));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (watched.counts(relative(root, file))) {
              files.put(file, true);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return files.keySet();
  }

  private boolean isNew(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return false; // A pipe or a socket, which may hold a reader up for ever.
    }
    String now = digest(file);
    return !now.equals(lastSeen.put(file, now));
  }

  private static String digest(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      return "gone";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String relative(Path root, Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      // Nothing is waited for any more.
    }
  }
}
