package dev.jpm.cache;

import dev.jpm.fs.FolderLock;
import dev.jpm.fs.Folders;
import dev.jpm.model.Integrity;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The content-addressed store that all projects of a user share: tarballs by SHA-512, beside them
 * each package unpacked once. Safe for use by many threads and processes; a process that is killed
 * leaves it usable.
 *
 * <p>An integrity with a SHA-512 is looked up by it; one without by the strongest digest that was
 * told at commit. Opening costs nothing; looking up by SHA-512 and adding read and write only the
 * package's own files; the index is opened by what needs it.
 */
public final class Store implements AutoCloseable {
  private static final int PLAIN_SHA512_LENGTH = "sha512-".length() + 88;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** So many journals may lie about before a writer takes them over into the index. */
  private static final int MANY_JOURNALS = 64;

  private final Layout layout;
  private final InstantSource clock;
  private final Packages packages;
  private final PackumentCache packuments;
  private final ProjectNotes notes;
  private final OutcomeNotes outcomes;
  private final OutcomeNotes chosen;
  private final VirtualStore virtual;
  private final Index index;
  private final Aliases aliases;
  private final DigestLookup digests;

  private final ReentrantLock opening = new ReentrantLock();
  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private volatile boolean joined;
  private volatile @Nullable Session session;
  private @Nullable Journal journal;
  private @Nullable FolderLock usersLock;

  private Store(Layout layout, InstantSource clock) {
    this.layout = layout;
    this.clock = clock;
    this.packages = new Packages(layout);
    this.packuments = new PackumentCache(layout);
    this.notes = new ProjectNotes(layout.notes());
    this.outcomes = new OutcomeNotes(layout.outcomes());
    this.chosen = new OutcomeNotes(layout.chosen());
    this.virtual = new VirtualStore(this);
    this.index = new Index(packages, clock);
    this.aliases = new Aliases(layout);
    this.digests = new DigestLookup(layout, index);
  }

  /** Opens the store in {@code folder}, which is made when first written to. */
  public static Store open(Path folder, InstantSource clock) {
    return new Store(Layout.in(folder), clock);
  }

  /** Where this version's store lies. */
  public Path folder() {
    return layout.root();
  }

  /** The unpacked package whose tarball has {@code integrity}; counts as a use. */
  public Optional<StoredPackage> find(Integrity integrity) {
    return inventoryOf(integrity)
        .map(inventory ->
            isPlainSha512(integrity)
                ? inventory.toPackage(layout, integrity)
                : inventory.toPackage(layout));
  }

  /**
   * Where the files of a package lie; as {@link #find} where nobody asks which they are, as reading
   * that takes a while for a large one.
   */
  public Optional<Path> folderOf(Integrity integrity) {
    if (!isPlainSha512(integrity)) {
      return find(integrity).map(StoredPackage::folder);
    }
    if (!joined && !Files.exists(layout.root())) {
      return Optional.empty();
    }
    join();
    String sha512 = Digest.in(integrity).getFirst().hex();
    Path folder = layout.packageFolder(sha512);
    if (!Files.exists(folder.resolve(Layout.INVENTORY))) {
      return Optional.empty();
    }
    used.add(sha512);
    return Optional.of(folder.resolve(Layout.CONTENT));
  }

  /** As {@link #find} for many at once; those that the store lacks are missing in the answer. */
  public Map<Integrity, StoredPackage> findAll(Collection<Integrity> integrities) {
    Map<Integrity, StoredPackage> found = new LinkedHashMap<>();
    for (Integrity integrity : integrities) {
      find(integrity).ifPresent(stored -> found.put(integrity, stored));
    }
    return found;
  }

  /** The compressed bytes with {@code integrity}, as a file that must not be changed. */
  public Optional<Path> tarball(Integrity integrity) {
    return inventoryOf(integrity)
        .filter(inventory -> inventory.tarballSize() > 0)
        .map(inventory -> layout.packageFolder(inventory.sha512()).resolve(Layout.TARBALL));
  }

  /** The package that {@code alias} stands for; counts as a use. */
  public Optional<StoredPackage> findAlias(String alias) {
    return aliases.find(alias).flatMap(this::find);
  }

  /** Lets {@code alias} stand for a package from now on, instead of any other. */
  public void putAlias(String alias, Integrity integrity) {
    aliases.put(alias, integrity);
  }

  /** Forgets aliases whose packages are gone. */
  void removeDanglingAliases() {
    aliases.removeDangling(
        integrity -> Digest.sha512In(integrity).flatMap(packages::read).isPresent());
  }

  /** A path for something to work on; nothing lies there, and nothing will when this closes. */
  public Path workPath() {
    return session().newPath();
  }

  /** Begins to receive a package. */
  public PackageWriter begin() {
    return new PackageWriter(this, session().newPath());
  }

  /** The registry documents. */
  public PackumentCache packuments() {
    return packuments;
  }

  /** What installs noted of projects. */
  public ProjectNotes notes() {
    return notes;
  }

  /** What installs came to. */
  public OutcomeNotes outcomes() {
    return outcomes;
  }

  /** What lockfiles came of installs that had none. */
  public OutcomeNotes chosen() {
    return chosen;
  }

  /** The packages that lie here with links to their dependencies. */
  public VirtualStore virtual() {
    return virtual;
  }

  /**
   * A folder for things derived from packages that are too costly to make twice; made if missing.
   */
  public Path runtimes() {
    Folders.create(layout.runtimes());
    return layout.runtimes();
  }

  /** Everything in the store, sorted by name, version, integrity. */
  public List<StoreEntry> entries() {
    if (!Files.exists(layout.root())) {
      return List.of();
    }
    writeUses();
    index.takeOverJournals();
    return index.entries();
  }

  /**
   * Removes a package and its tarball; answers whether there was one. Like every removal it waits
   * for other processes to finish with the store and throws EBUSY if they take too long; no other
   * thread may use this store meanwhile.
   */
  public boolean remove(Integrity integrity) {
    Optional<Inventory> inventory = inventoryOf(integrity);
    return inventory.isPresent() && new Removal(this).remove(List.of(inventory.get().sha512())) > 0;
  }

  /**
   * Reads everything again, throws away what is not right, and corrects the index. Others may use
   * the store meanwhile.
   */
  public VerifyReport verify() {
    return new Verification(this).run();
  }

  /** Forgets by {@code policy}; waits as {@link #remove} does. */
  public GcReport gc(GcPolicy policy) {
    return new Removal(this).gc(policy);
  }

  /** Removes everything: packages, documents, runtimes; waits as {@link #remove} does. */
  public void clean() {
    new Removal(this).clean();
  }

  /** Writes down what was used, and lets others remove. Packages found may not be read after. */
  @Override
  public void close() {
    opening.lock();
    try {
      writeUses();
      boolean wrote = session != null;
      leave();
      if (wrote && Journal.all(layout).size() > MANY_JOURNALS) {
        index.takeOverJournals();
      }
      index.close();
    } finally {
      opening.unlock();
    }
  }

  Layout layout() {
    return layout;
  }

  Packages packages() {
    return packages;
  }

  Index index() {
    return index;
  }

  long now() {
    return clock.millis();
  }

  InstantSource clock() {
    return clock;
  }

  /** Puts the finished folder {@code made} into the store; see {@link PackageWriter#commit}. */
  Inventory publish(Path made, Inventory inventory) {
    Packages.Published published = packages.publish(made, inventory, session().newPath());
    Inventory there = published.inventory();
    String sha512 = there.sha512();
    digests.add(there);
    if (published.changed()) {
      journal().add(List.of(sha512), new Journal.Note(clock.millis(), true));
    } else {
      used.add(sha512);
    }
    return there;
  }

  /** The session of this process, begun if need be. */
  Session session() {
    Session now = session;
    if (now != null) {
      return now;
    }
    opening.lock();
    try {
      join();
      now = session;
      if (now == null) {
        now = Session.begin(layout);
        session = now;
      }
      return now;
    } finally {
      opening.unlock();
    }
  }

  /**
   * The store for this process alone, other processes' folders untouched by then; close to let
   * others in again. Throws EBUSY when they do not finish in time.
   */
  FolderLock alone() {
    opening.lock();
    try {
      writeUses();
      leave();
      return FolderLock.acquire(layout.usersLock(), FolderLock.Mode.EXCLUSIVE, PATIENCE)
          .orElseThrow(Store::busy);
    } finally {
      opening.unlock();
    }
  }

  /** Makes this process's own uses and additions visible to the index. */
  void writeUses() {
    Set<String> now = Set.copyOf(used);
    if (now.isEmpty()) {
      return;
    }
    used.removeAll(now);
    opening.lock();
    try {
      Journal to = journal();
      to.add(now, new Journal.Note(clock.millis(), false));
      if (session == null) {
        // Without a session nothing says that this journal is still written to: it ends here.
        journal = null;
        to.close();
      }
    } catch (JpmException e) {
      // A store that may only be read; last uses are a courtesy to gc.
    } finally {
      opening.unlock();
    }
  }

  private Optional<Inventory> inventoryOf(Integrity integrity) {
    if (!joined && !Files.exists(layout.root())) {
      return Optional.empty();
    }
    join();
    List<Digest> promised = Digest.in(integrity);
    for (Digest digest : promised) {
      // Weaker digests beside a stronger one promise nothing.
      if (digest.algorithm() == promised.getFirst().algorithm()) {
        Optional<Inventory> inventory = digests.sha512Of(digest).flatMap(packages::read);
        if (inventory.isPresent()) {
          used.add(inventory.get().sha512());
          return inventory;
        }
      }
    }
    return Optional.empty();
  }

  private Journal journal() {
    opening.lock();
    try {
      Journal now = journal;
      if (now == null) {
        Session writer = session;
        now = new Journal(layout, writer == null ? Session.newName() : writer.name());
        journal = now;
      }
      return now;
    } finally {
      opening.unlock();
    }
  }

  /** Tells removers that packages are in use. */
  void join() {
    if (joined) {
      return;
    }
    opening.lock();
    try {
      if (!joined) {
        usersLock =
            FolderLock.acquire(layout.usersLock(), FolderLock.Mode.SHARED, PATIENCE)
                .orElseThrow(Store::busy);
        joined = true;
      }
    } catch (JpmException e) {
      if (!isOnlyToBeRead(e)) {
        throw e;
      }
      joined = true; // Nobody here removes anything either.
    } finally {
      opening.unlock();
    }
  }

  private void leave() {
    Journal written = journal;
    journal = null;
    if (written != null) {
      written.close();
    }
    Session ending = session;
    session = null;
    if (ending != null) {
      ending.close();
    }
    FolderLock lock = usersLock;
    usersLock = null;
    joined = false;
    if (lock != null) {
      lock.close();
    }
  }

  /** Whether it is written exactly as the store would write it: nothing is to be converted. */
  private static boolean isPlainSha512(Integrity integrity) {
    String text = integrity.value();
    return text.length() == PLAIN_SHA512_LENGTH && text.startsWith("sha512-");
  }

  private static boolean isOnlyToBeRead(JpmException e) {
    return e.code() == ErrorCode.EACCES
        || e.code() == ErrorCode.EPERM
        || e.code() == ErrorCode.EROFS;
  }

  private static JpmException busy() {
    return JpmException.of(
            ErrorCode.EBUSY, "The cache is in use by another process that does not let go of it")
        .withHint("Wait until other installs have ended, then try again");
  }
}
