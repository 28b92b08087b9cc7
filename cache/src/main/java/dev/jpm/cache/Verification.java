package dev.jpm.cache;

import dev.jpm.fs.FileErrors;
import dev.jpm.fs.FileModes;
import dev.jpm.fs.Folders;
import dev.jpm.fs.Presence;
import dev.jpm.model.Integrity.Algorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;

/** Reads every package and document again and throws away what is not as it was written. */
final class Verification {
  private static final Duration TEMPORARY_AGE = Duration.ofHours(1);
  private static final Inventory UNKNOWN =
      new Inventory("", Label.NONE, 0, 0, List.of(), List.of());
  private static final int BUFFER = 64 * 1024;

  private sealed interface Finding {
    record Sound(Inventory inventory) implements Finding {}

    record Damaged(String sha512) implements Finding {}

    record Incomplete(String sha512) implements Finding {}

    /** Removed by somebody else while being read. */
    record Gone(String sha512) implements Finding {}
  }

  private final Store store;
  private final Packages packages;
  private final Layout layout;
  private long reclaimed;

  Verification(Store store) {
    this.store = store;
    this.packages = store.packages();
    this.layout = store.layout();
  }

  VerifyReport run() {
    Instant start = store.clock().instant();
    if (!Files.exists(layout.root())) {
      return new VerifyReport(0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO);
    }
    Session session = store.session();
    store.writeUses();
    packages.foreign().forEach(this::discard);
    List<Inventory> sound = new ArrayList<>();
    List<String> damaged = new ArrayList<>();
    List<String> incomplete = new ArrayList<>();
    for (Finding finding : examined(packages.all())) {
      switch (finding) {
        case Finding.Sound(Inventory inventory) -> sound.add(inventory);
        case Finding.Damaged(String sha512) -> damaged.add(sha512);
        case Finding.Incomplete(String sha512) -> incomplete.add(sha512);
        case Finding.Gone _ -> {}
      }
    }
    damaged.forEach(sha512 -> takeOut(sha512, session));
    incomplete.forEach(sha512 -> takeOut(sha512, session));
    int entries = verifyEntries(damaged, incomplete, session);
    int packuments = verifyPackuments();
    int reindexed = correctIndex(sound);
    return new VerifyReport(
        (int) sound.stream().filter(one -> one.tarballSize() > 0).count(),
        sound.size(),
        entries,
        sound.stream().mapToLong(one -> one.tarballSize() + one.unpackedSize()).sum(),
        damaged.size(),
        incomplete.size(),
        reclaimed,
        reindexed,
        packuments,
        Duration.between(start, store.clock().instant()));
  }

  /** Answers how many entries are sound; the others are taken out and noted. */
  private int verifyEntries(List<String> damaged, List<String> incomplete, Session session) {
    VirtualStore virtual = store.virtual();
    int sound = 0;
    for (String entry : virtual.entries()) {
      switch (examineEntry(virtual, entry)) {
        case Finding.Sound _ -> sound++;
        case Finding.Damaged _ -> takeOut(virtual, entry, damaged, session);
        case Finding.Incomplete _ -> takeOut(virtual, entry, incomplete, session);
        case Finding.Gone _ -> {}
      }
    }
    return sound;
  }

  private void takeOut(VirtualStore virtual, String entry, List<String> list, Session session) {
    list.add(entry);
    Path aside = session.newPath();
    if (virtual.takeOut(entry, aside)) {
      Folders.remove(aside);
    }
  }

  /** Where nothing is noted of the files, because something changed them, they must be there. */
  private static Finding examineEntry(VirtualStore virtual, String entry) {
    Path content = virtual.packageFolder(entry);
    if (!Files.isDirectory(content, LinkOption.NOFOLLOW_LINKS)) {
      return new Finding.Incomplete(entry);
    }
    Optional<Inventory> inventory = virtual.inventory(entry);
    try {
      return inventory.isEmpty()
          ? new Finding.Sound(UNKNOWN)
          : examineFiles(content, inventory.get(), false);
    } catch (NoSuchFileException e) {
      return new Finding.Incomplete(entry);
    } catch (IOException e) {
      throw FileErrors.of(e, "verify", content);
    }
  }

  private List<Finding> examined(List<String> sha512s) {
    int workers = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(workers, Thread.ofVirtual().factory())) {
      List<Future<Finding>> waiting =
          sha512s.stream().map(sha512 -> pool.submit(() -> examine(sha512))).toList();
      List<Finding> findings = new ArrayList<>();
      for (Future<Finding> one : waiting) {
        findings.add(one.get());
      }
      return findings;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw FileErrors.of(new IOException("interrupted", e), "verify", layout.root());
    }
  }

  private Finding examine(String sha512) {
    Path folder = layout.packageFolder(sha512);
    Optional<Inventory> inventory = packages.read(sha512);
    try {
      if (inventory.isEmpty()) {
        return Files.exists(folder.resolve(Layout.INVENTORY))
            ? new Finding.Damaged(sha512)
            : new Finding.Incomplete(sha512);
      }
      Path tarball = folder.resolve(Layout.TARBALL);
      if (inventory.get().tarballSize() > 0 && !sha512(tarball).equals(sha512)) {
        return new Finding.Damaged(sha512);
      }
      return examineFiles(folder.resolve(Layout.CONTENT), inventory.get(), true);
    } catch (NoSuchFileException e) {
      return Presence.at(folder) ? new Finding.Incomplete(sha512) : new Finding.Gone(sha512);
    } catch (IOException e) {
      throw FileErrors.of(e, "verify", folder);
    }
  }

  /**
   * @param alone whether nothing else may lie there
   */
  private static Finding examineFiles(Path content, Inventory inventory, boolean alone)
      throws IOException {
    boolean posix = FileModes.isPosix(content);
    for (StoredFile file : inventory.files()) {
      Path path = content.resolve(file.path());
      if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        return new Finding.Incomplete(inventory.sha512());
      }
      boolean right =
          Files.size(path) == file.size()
              && (!posix || FileModes.isExecutable(path) == file.executable())
              && checksum(path) == file.checksum();
      if (!right) {
        return new Finding.Damaged(inventory.sha512());
      }
    }
    return !alone || count(content) == inventory.files().size()
        ? new Finding.Sound(inventory)
        : new Finding.Incomplete(inventory.sha512());
  }

  private int verifyPackuments() {
    int whole = 0;
    for (Path file : store.packuments().files()) {
      boolean temporary = file.getFileName().toString().startsWith(".");
      if (!temporary && PackumentCache.read(file).isPresent()) {
        whole++;
      } else if (!temporary || isOld(file)) {
        reclaimed += sizeOf(file);
        Folders.remove(file);
      }
    }
    return whole;
  }

  private int correctIndex(List<Inventory> sound) {
    Index index = store.index();
    index.takeOverJournals();
    int corrected = index.correct(sound);
    List<String> gone =
        index.entries().stream()
            .map(entry -> Digest.sha512In(entry.integrity()).orElseThrow())
            .filter(sha512 -> packages.read(sha512).isEmpty())
            .toList();
    index.forget(gone);
    return corrected + gone.size();
  }

  private void takeOut(String sha512, Session session) {
    Path aside = session.newPath();
    if (packages.takeOut(sha512, aside)) {
      reclaimed += sizeOf(aside);
      Folders.remove(aside);
    }
  }

  private void discard(Path path) {
    reclaimed += sizeOf(path);
    Folders.remove(path);
  }

  private boolean isOld(Path file) {
    try {
      Instant limit = store.clock().instant().minus(TEMPORARY_AGE);
      return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
    } catch (IOException e) {
      return false;
    }
  }

  private static String sha512(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = Algorithm.SHA512.digest();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return Digest.of(Algorithm.SHA512, digest.digest()).hex();
    }
  }

  private static int checksum(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      CRC32C sum = new CRC32C();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sum.update(buffer, 0, read);
      }
      return (int) sum.getValue();
    }
  }

  private static int count(Path content) throws IOException {
    int[] count = {0};
    Files.walkFileTree(
        content,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            count[0]++;
            return FileVisitResult.CONTINUE;
          }
        });
    return count[0];
  }

  private static long sizeOf(Path path) {
    long[] size = {0};
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              size[0] += attributes.size();
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // What is gone meanwhile weighs nothing.
    }
    return size[0];
  }
}
