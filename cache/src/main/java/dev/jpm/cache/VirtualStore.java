package dev.jpm.cache;

import dev.jpm.fs.FileErrors;
import dev.jpm.fs.FileImporter;
import dev.jpm.fs.Folders;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Packages that projects link to as a whole: {@code virtual/<name>/<version>/<hash>/} is an entry,
 * which holds {@code node_modules/<name>} with the package's files and beside it links to its
 * dependencies' entries. An entry appears by one rename, is never written to again, and stays as
 * long as a registered project is linked to it. Safe for use by many threads and processes.
 */
public final class VirtualStore {
  private static final String FOLDER = "virtual";
  private static final String NODE_MODULES = "node_modules";

  private final Store store;
  private final Layout layout;
  private final ProjectNotes projects;
  private final String path;

  VirtualStore(Store store) {
    this.store = store;
    this.layout = store.layout();
    this.projects = new ProjectNotes(layout.linkedProjects());
    this.path = layout.virtual().toString();
  }

  /** What all entries lie in; absolute. */
  public Path folder() {
    return layout.virtual();
  }

  /** Tells those who remove that entries are in use. */
  public void use() {
    if (Files.exists(layout.root())) {
      store.join();
    }
  }

  /** Whether {@code entry} is there, and so is whole. */
  public boolean has(String entry) {
    return new File(path, entry).isDirectory();
  }

  /** The folder of the package itself in {@code entry}. */
  public Path packageFolder(String entry) {
    return packageFolder(layout.virtual().resolve(entry), entry);
  }

  /** The same where {@code entry} is being made in {@code made}. */
  public static Path packageFolder(Path made, String entry) {
    return made.resolve(packageIn(entry));
  }

  /** The same as a path from the entry's folder, with slashes. */
  public static String packageIn(String entry) {
    int end = entry.lastIndexOf('/', entry.lastIndexOf('/') - 1);
    return NODE_MODULES + "/" + entry.substring(0, end);
  }

  /**
   * What a link must say that lies at {@code key} in the node_modules folder of {@code entry} and
   * leads to {@code inside} of {@code other}: the same where the entry is made and where it will
   * lie, and the same when the whole store is moved.
   */
  public static String linkText(String entry, String key, String other, String inside) {
    int depth = 2 + count(entry) + count(key);
    return "../".repeat(depth + 1) + FOLDER + "/" + other + "/" + NODE_MODULES + "/" + inside;
  }

  /** An empty folder to make {@code entry} in, as deep in the store as the entry will be. */
  public Path begin(String entry) {
    Path made = store.session().newPath();
    for (int more = count(entry) - 1; more > 0; more--) {
      made = made.resolve("e");
    }
    Folders.create(made);
    return made;
  }

  /** Notes in {@code made} that its files are those of {@code stored}, for {@code verify}. */
  public void noteFiles(Path made, StoredPackage stored) {
    Path inventory = stored.folder().resolveSibling(Layout.INVENTORY);
    if (Files.exists(inventory)) {
      FileImporter.linking().importFile(inventory, made.resolve(Layout.INVENTORY));
    }
  }

  /** Puts the finished folder {@code made} in its place; who comes second is of no use any more. */
  public void publish(Path made, String entry) {
    Path target = layout.virtual().resolve(entry);
    try {
      try {
        Folders.createParent(target);
        Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException e) {
        // Somebody has just removed the last entry of that folder, and the folder with it.
        Folders.createParent(target);
        Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (FileSystemException e) {
      if (!has(entry)) {
        throw FileErrors.of(e, "write", target);
      }
      Folders.remove(made);
    } catch (IOException e) {
      throw FileErrors.of(e, "write", target);
    }
  }

  /** Puts {@code made} in the place of an entry that is there. */
  public void replace(Path made, String entry) {
    Path aside = store.session().newPath();
    takeOut(entry, aside);
    publish(made, entry);
    Folders.remove(aside);
  }

  /** The entries that the project in {@code folder} was last noted to be linked to. */
  public Set<String> registered(Path folder) {
    return projects.get(folder).map(VirtualStore::lines).orElse(Set.of());
  }

  /**
   * Notes what the project in {@code folder} is linked to, so that it stays; nothing where the
   * store may only be read.
   */
  public void register(Path folder, Collection<String> entries) {
    try {
      if (entries.isEmpty()) {
        projects.remove(folder);
      } else {
        projects.put(folder, String.join("\n", entries).getBytes(StandardCharsets.UTF_8));
      }
    } catch (JpmException e) {
      if (e.code() != ErrorCode.EACCES
          && e.code() != ErrorCode.EPERM
          && e.code() != ErrorCode.EROFS) {
        throw e;
      }
    }
  }

  /** All that is there. */
  List<String> entries() {
    List<String> found = new ArrayList<>();
    for (Path name : Folders.entries(layout.virtual())) {
      boolean scope = String.valueOf(name.getFileName()).startsWith("@");
      for (Path one : scope ? Folders.entries(name) : List.of(name)) {
        for (Path version : Folders.entries(one)) {
          for (Path entry : Folders.entries(version)) {
            found.add(layout.virtual().relativize(entry).toString().replace('\\', '/'));
          }
        }
      }
    }
    return found;
  }

  /** Entries that no project is linked to; projects that are gone are forgotten. */
  List<String> unreached() {
    projects.removeUnless(
        folder -> Files.isDirectory(folder.resolve(NODE_MODULES), LinkOption.NOFOLLOW_LINKS));
    Set<String> reached = new HashSet<>();
    projects.all().forEach(note -> reached.addAll(lines(note)));
    return entries().stream().filter(entry -> !reached.contains(entry)).toList();
  }

  /** What the files of {@code entry} are; empty where nothing was noted. */
  Optional<Inventory> inventory(String entry) {
    Path file = layout.virtual().resolve(entry).resolve(Layout.INVENTORY);
    try {
      return Inventory.decode(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  /** Moves an entry to {@code aside}; answers whether there was one. */
  boolean takeOut(String entry, Path aside) {
    Path folder = layout.virtual().resolve(entry);
    try {
      Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw FileErrors.of(e, "remove", folder);
    }
    removeEmptyParents(folder);
    return true;
  }

  private void removeEmptyParents(Path folder) {
    try {
      for (Path at = folder.getParent();
          at != null && !at.equals(layout.virtual());
          at = at.getParent()) {
        Files.delete(at);
      }
    } catch (IOException notEmpty) {
      // Something else lies there.
    }
  }

  private static Set<String> lines(byte[] note) {
    return new LinkedHashSet<>(new String(note, StandardCharsets.UTF_8).lines().toList());
  }

  private static int count(String path) {
    int slashes = 0;
    for (int i = 0; i < path.length(); i++) {
      slashes += path.charAt(i) == '/' ? 1 : 0;
    }
    return slashes;
  }
}
