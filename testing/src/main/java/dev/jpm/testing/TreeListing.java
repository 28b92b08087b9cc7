package dev.jpm.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A folder's content as lines that can be compared: type, permission bits, path with forward
 * slashes, and what it holds ({@code f 0644 a/index.js 3b5d…}, {@code d 0755 a}, {@code l .bin/a ->
 * ../a/cli.js}). Paths are in plain character order; a folder that is not there is empty.
 */
public final class TreeListing {
  /** One line and when the thing was last written. */
  private record Entry(String line, FileTime modified, Object inode) {}

  private final SequencedMap<String, Entry> entries;

  private TreeListing(SequencedMap<String, Entry> entries) {
    this.entries = entries;
  }

  public static TreeListing of(Path root) {
    TreeMap<String, Entry> entries = new TreeMap<>();
    if (Files.isDirectory(root)) {
      try {
        Files.walkFileTree(root, new Collector(root, entries));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new TreeListing(entries);
  }

  /** The lines of everything. */
  public List<String> lines() {
    return entries.values().stream().map(Entry::line).toList();
  }

  /** The lines as one text with a final newline. */
  public String text() {
    return String.join("\n", lines()) + "\n";
  }

  /** Paths only. */
  public List<String> paths() {
    return List.copyOf(entries.sequencedKeySet());
  }

  /** Without what has one of these paths or lies below it. */
  public TreeListing without(String... paths) {
    return keep(path -> {
      for (String unwanted : paths) {
        if (path.equals(unwanted) || path.startsWith(unwanted + "/")) {
          return false;
        }
      }
      return true;
    });
  }

  /** The paths that were written, made, replaced or removed between {@code earlier} and this. */
  public List<String> changedSince(TreeListing earlier) {
    TreeMap<String, Entry> all = new TreeMap<>(earlier.entries);
    all.putAll(entries);
    return all.keySet().stream()
        .filter(path -> {
          Entry before = earlier.entries.get(path);
          Entry now = entries.get(path);
          return before == null || !before.equals(now);
        })
        .toList();
  }

  @Override
  public String toString() {
    return text();
  }

  private TreeListing keep(Predicate<String> wanted) {
    LinkedHashMap<String, Entry> kept = new LinkedHashMap<>();
    entries.forEach((path, entry) -> {
      if (wanted.test(path)) {
        kept.put(path, entry);
      }
    });
    return new TreeListing(kept);
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Map<String, Entry> entries;

    Collector(Path root, Map<String, Entry> entries) {
      this.root = root;
      this.entries = entries;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (!folder.equals(root)) {
        add(folder, "d " + mode(folder) + " " + relative(folder), attributes);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isSymbolicLink()) {
        String target = slashes(Files.readSymbolicLink(file));
        add(file, "l " + relative(file) + " -> " + target, attributes);
      } else if (attributes.isRegularFile()) {
        String line = "f " + mode(file) + " " + relative(file) + " " + digest(file);
        add(file, line, attributes);
      } else {
        add(file, "? " + relative(file), attributes);
      }
      return FileVisitResult.CONTINUE;
    }

    private void add(Path path, String line, BasicFileAttributes attributes) {
      Object inode = attributes.fileKey() == null ? "" : attributes.fileKey();
      entries.put(relative(path), new Entry(line, attributes.lastModifiedTime(), inode));
    }

    private String relative(Path path) {
      return slashes(root.relativize(path));
    }

    private static String slashes(Path path) {
      return path.toString().replace('\\', '/');
    }

    private static String mode(Path path) throws IOException {
      Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      return String.format("%04o", (Integer) mode & 07777);
    }

    private static String digest(Path file) throws IOException {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(digest, 0, 8);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }
}
