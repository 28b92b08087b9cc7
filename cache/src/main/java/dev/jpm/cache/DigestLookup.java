package dev.jpm.cache;

import dev.jpm.model.Integrity.Algorithm;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which package a digest stands for: what this process added, else what the index knows. */
final class DigestLookup {
  private final Layout layout;
  private final Index index;
  private final Map<Digest, String> added = new ConcurrentHashMap<>();
  private volatile boolean journalsTaken;

  DigestLookup(Layout layout, Index index) {
    this.layout = layout;
    this.index = index;
  }

  /** A package that this process put into the store. */
  void add(Inventory inventory) {
    inventory.digests().forEach(digest -> added.put(digest, inventory.sha512()));
  }

  /** The SHA-512 in hexadecimal by which the store would hold the package. */
  Optional<String> sha512Of(Digest digest) {
    if (digest.algorithm() == Algorithm.SHA512) {
      return Optional.of(digest.hex());
    }
    String own = added.get(digest);
    if (own != null) {
      return Optional.of(own);
    }
    if (!Files.exists(layout.root())) {
      return Optional.empty();
    }
    if (!journalsTaken) {
      index.takeOverJournals();
      journalsTaken = true;
    }
    return index.sha512Of(digest);
  }
}
