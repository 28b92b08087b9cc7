package dev.jpm.linker;

import dev.jpm.fs.FileErrors;
import dev.jpm.fs.Presence;
import dev.jpm.model.tree.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is installed in a project with an isolated layout: the file {@code
 * node_modules/.jpm-linked}. It names the virtual store, each package's entry, and then holds what
 * the hidden lockfile would.
 *
 * @param store the folder of the virtual store
 * @param entries paths below the store by the package's place in the tree
 * @param lockfile the text of a hidden lockfile
 */
record LinkedListing(Path store, SequencedMap<Location, String> entries, String lockfile) {
  private static final String HEADER = "jpm linked 1";

  LinkedListing {
    entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
  }

  /** Whether packages were last put into the project by links to the virtual store. */
  static boolean isIn(Layout layout) {
    return Presence.at(layout.linkedListing());
  }

  /**
   * That of the project; null where it has another layout, or where another tool has been at work
   * since and has left a lockfile of its own.
   */
  static @Nullable LinkedListing read(Layout layout) {
    try {
      String text = layout.global() ? "" : Files.readString(layout.linkedListing());
      boolean superseded = text.isEmpty() || Files.exists(layout.hiddenLockfile());
      return superseded ? null : parse(text);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return null;
    } catch (IOException e) {
      throw FileErrors.of(e, "read", layout.linkedListing());
    }
  }

  private static @Nullable LinkedListing parse(String text) {
    int lockfile = text.indexOf("\n{");
    String[] lines = text.substring(0, Math.max(0, lockfile)).split("\n", -1);
    if (lockfile < 0 || lines.length < 2 || !lines[0].equals(HEADER)) {
      return null;
    }
    SequencedMap<Location, String> entries = new LinkedHashMap<>();
    for (int i = 2; i < lines.length; i++) {
      int tab = lines[i].indexOf('\t');
      if (tab > 0) {
        entries.put(new Location(lines[i].substring(0, tab)), lines[i].substring(tab + 1));
      }
    }
    try {
      return new LinkedListing(Path.of(lines[1]), entries, text.substring(lockfile + 1));
    } catch (InvalidPathException e) {
      return null;
    }
  }

  String text() {
    StringBuilder text = new StringBuilder(HEADER).append('\n').append(store).append('\n');
    entries.forEach(
        (place, path) -> text.append(place.value()).append('\t').append(path).append('\n'));
    return text.append(lockfile).toString();
  }

  /** Where each package lies. */
  Map<Location, Path> folders() {
    return new EntryFolders(store, entries);
  }
}
