package dev.jpm.cache;

import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.FileErrors;
import dev.jpm.fs.Folders;
import dev.jpm.fs.Presence;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The packages on the disk, which are the truth; the index only tells of them. */
final class Packages {
  private static final Pattern SHA512 = Pattern.compile("[0-9a-f]{128}");

  /** What came of publishing. */
  record Published(Inventory inventory, boolean changed) {}

  private final Layout layout;

  Packages(Layout layout) {
    this.layout = layout;
  }

  Layout layout() {
    return layout;
  }

  /** The inventory of the package, or empty where there is no whole package. */
  Optional<Inventory> read(String sha512) {
    Path file = layout.packageFolder(sha512).resolve(Layout.INVENTORY);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Inventory.decode(Files.readAllBytes(file))
          .filter(inventory -> inventory.sha512().equals(sha512));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  /**
   * Moves the finished folder {@code made} to its place, unless a whole package is there already;
   * then {@code made} is removed. Something broken in its place goes to {@code aside}.
   */
  Published publish(Path made, Inventory inventory, Path aside) {
    Path target = layout.packageFolder(inventory.sha512());
    try {
      Files.write(made.resolve(Layout.INVENTORY), inventory.encoded());
      try {
        moveInto(made, target);
        return new Published(inventory, true);
      } catch (FileSystemException e) {
        Optional<Inventory> faster = read(inventory.sha512());
        if (faster.isPresent()) {
          Folders.remove(made);
          return merge(faster.get(), inventory);
        }
        if (!Presence.at(target)) {
          throw e;
        }
      }
      Files.move(target, aside, StandardCopyOption.ATOMIC_MOVE);
      moveInto(made, target);
      return new Published(inventory, true);
    } catch (IOException e) {
      throw FileErrors.of(e, "write", target);
    }
  }

  /** Moves a package out of the store to {@code aside}; answers whether there was one. */
  boolean takeOut(String sha512, Path aside) {
    Path folder = layout.packageFolder(sha512);
    try {
      Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw FileErrors.of(e, "remove", folder);
    }
  }

  /** The SHA-512 of everything that lies where packages lie, whole or not. */
  List<String> all() {
    List<String> names = new ArrayList<>();
    for (Path shard : Folders.entries(layout.packages())) {
      for (Path folder : Folders.entries(shard)) {
        String name = folder.getFileName().toString();
        if (SHA512.matcher(name).matches() && name.startsWith(shard.getFileName().toString())) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** What lies among the packages and has no business there. */
  List<Path> foreign() {
    List<Path> foreign = new ArrayList<>();
    Set<Path> known = new HashSet<>();
    all().forEach(name -> known.add(layout.packageFolder(name)));
    for (Path shard : Folders.entries(layout.packages())) {
      if (!Files.isDirectory(shard, LinkOption.NOFOLLOW_LINKS)) {
        foreign.add(shard);
        continue;
      }
      for (Path folder : Folders.entries(shard)) {
        if (!known.contains(folder)) {
          foreign.add(folder);
        }
      }
    }
    return foreign;
  }

  private static void moveInto(Path made, Path target) throws IOException {
    try {
      Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      Folders.createParent(target);
      Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Digests that only the slower of two knew are not to be lost. */
  private Published merge(Inventory there, Inventory ours) {
    List<Digest> digests = new ArrayList<>(there.digests());
    ours.digests().stream().filter(digest -> !digests.contains(digest)).forEach(digests::add);
    if (digests.size() == there.digests().size()) {
      return new Published(there, false);
    }
    Inventory merged =
        new Inventory(
            there.sha512(),
            there.label(),
            there.addedAt(),
            there.tarballSize(),
            digests,
            there.files());
    Path folder = layout.packageFolder(there.sha512());
    AtomicFile.write(folder.resolve(Layout.INVENTORY), merged.encoded());
    return new Published(merged, true);
  }
}
