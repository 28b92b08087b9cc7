package dev.jpm.cache;

import dev.jpm.fs.FolderLock;
import dev.jpm.fs.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Takes packages out of the store while nobody uses it. They vanish by rename, rows first, so that
 * a kill leaves neither half a package nor a row without one; the deleting follows when others may
 * go on.
 */
final class Removal {
  private final Store store;

  Removal(Store store) {
    this.store = store;
  }

  /** Removes these; answers how many there were. */
  int remove(Collection<String> sha512s) {
    if (sha512s.isEmpty() || !Files.exists(store.layout().root())) {
      return 0;
    }
    int removed = 0;
    List<Path> trash = new ArrayList<>();
    try (Session _ = takeAside(sha512s, trash)) {
      for (Path path : trash) {
        removed += Folders.remove(path) ? 1 : 0;
      }
    }
    return removed;
  }

  GcReport gc(GcPolicy policy) {
    List<StoreEntry> entries = store.entries();
    List<StoreEntry> forgotten = chosen(entries, policy);
    remove(
        forgotten.stream().map(entry -> Digest.sha512In(entry.integrity()).orElseThrow()).toList());
    int unreached = removeUnreached();
    store.notes().removeOrphans();
    store.removeDanglingAliases();
    int documents = 0;
    long freed = 0;
    if (policy.unusedSince().isPresent()) {
      for (Path file : store.packuments().files()) {
        long size = sizeOfOld(file, policy.unusedSince().get());
        if (size >= 0 && Folders.remove(file)) {
          documents++;
          freed += size;
        }
      }
    }
    long all = entries.stream().mapToLong(StoreEntry::size).sum();
    long gone = forgotten.stream().mapToLong(StoreEntry::size).sum();
    return new GcReport(forgotten, unreached, documents, freed + gone, all - gone);
  }

  /** Removes what no project's packages are linked to; answers how many there were. */
  private int removeUnreached() {
    if (!Files.exists(store.layout().virtual())) {
      return 0;
    }
    List<Path> trash = new ArrayList<>();
    Session session;
    try (FolderLock _ = store.alone()) {
      session = Session.begin(store.layout());
      for (String entry : store.virtual().unreached()) {
        Path aside = session.newPath();
        if (store.virtual().takeOut(entry, aside)) {
          trash.add(aside);
        }
      }
    }
    try (Session _ = session) {
      trash.forEach(Folders::remove);
    }
    return trash.size();
  }

  void clean() {
    Layout layout = store.layout();
    if (!Files.exists(layout.root())) {
      return;
    }
    try (FolderLock _ = store.alone()) {
      store.index().close();
      for (Path entry : Folders.entries(layout.root())) {
        if (!entry.equals(layout.usersLock())) {
          Folders.remove(entry);
        }
      }
    }
  }

  /** Those to forget, longest unused first. */
  static List<StoreEntry> chosen(List<StoreEntry> entries, GcPolicy policy) {
    long size = entries.stream().mapToLong(StoreEntry::size).sum();
    long limit = policy.maxBytes().orElse(Long.MAX_VALUE);
    Optional<Instant> moment = policy.unusedSince();
    List<StoreEntry> chosen = new ArrayList<>();
    List<StoreEntry> oldestFirst = new ArrayList<>(entries);
    oldestFirst.sort(Comparator.comparing(StoreEntry::usedAt));
    for (StoreEntry entry : oldestFirst) {
      boolean old = moment.isPresent() && entry.usedAt().isBefore(moment.get());
      if ((old || size > limit) && !policy.keep().test(entry)) {
        chosen.add(entry);
        size -= entry.size();
      }
    }
    return chosen;
  }

  /** Moves packages to a new session's folder while nobody else uses the store. */
  private Session takeAside(Collection<String> sha512s, List<Path> trash) {
    try (FolderLock _ = store.alone()) {
      Session session = Session.begin(store.layout());
      boolean done = false;
      try {
        store.index().forget(sha512s);
        for (String sha512 : sha512s) {
          Path aside = session.newPath();
          if (store.packages().takeOut(sha512, aside)) {
            trash.add(aside);
          }
        }
        done = true;
        return session;
      } finally {
        if (!done) {
          session.close();
        }
      }
    }
  }

  /** The size of a document not current since {@code moment}, or -1 where it is to stay. */
  private static long sizeOfOld(Path file, Instant moment) {
    boolean old =
        PackumentCache.read(file)
            .map(found -> found.document().fetchedAt() < moment.toEpochMilli())
            .orElse(false);
    try {
      return old ? Files.size(file) : -1;
    } catch (IOException e) {
      return -1;
    }
  }
}
