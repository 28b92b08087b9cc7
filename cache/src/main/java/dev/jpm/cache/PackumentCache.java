package dev.jpm.cache;

import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.FileErrors;
import dev.jpm.fs.Folders;
import dev.jpm.model.Integrity.Algorithm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Registry documents by the registry's URL and the package's name. Each is one file, replaced by
 * rename. Safe for use by many threads and processes; the last to put wins.
 */
public final class PackumentCache {
  /** Which document. {@code registry} must hold no credentials. */
  public record Key(String registry, String name) {}

  /** More than what stands before a document takes, but for odd registries. */
  private static final int HEAD_BYTES = 1024;

  private final Layout layout;

  PackumentCache(Layout layout) {
    this.layout = layout;
  }

  /** What is known of the registries themselves. */
  public RegistryNotes registries() {
    return new RegistryNotes(layout.registries());
  }

  /** The document, or empty where there is none or where its file is damaged. */
  public Optional<CachedPackument> get(Key key) {
    return read(fileOf(key)).filter(file -> file.key().equals(key)).map(PackumentFile::document);
  }

  /** What is known of the document without reading it; empty where there is none. */
  public Optional<PackumentHead> head(Key key) {
    return headOf(fileOf(key)).filter(head -> head.key().equals(key));
  }

  /** Keeps {@code document} in place of what was there. */
  public void put(Key key, CachedPackument document) {
    Path file = fileOf(key);
    byte[] content = new PackumentFile(key, document).encoded();
    Folders.createParent(file);
    AtomicFile.write(file, content);
  }

  /** Notes that the registry said "not modified" at {@code fetchedAt}; nothing if not there. */
  public void touch(Key key, long fetchedAt) {
    Path file = fileOf(key);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer time = ByteBuffer.allocate(Long.BYTES).putLong(fetchedAt).flip();
      // Eight bytes within one page: no reader sees half of them.
      channel.write(time, PackumentFile.FETCHED_AT);
    } catch (NoSuchFileException e) {
      // Removed meanwhile: the next reader fetches it.
    } catch (IOException e) {
      throw FileErrors.of(e, "write", file);
    }
  }

  /** Removes the document; answers whether there was one. */
  public boolean remove(Key key) {
    return Folders.remove(fileOf(key));
  }

  /** All documents, sorted by registry and name. */
  public List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    for (Path file : files()) {
      read(file).ifPresent(found -> keys.add(found.key()));
    }
    keys.sort(Comparator.comparing(Key::registry).thenComparing(Key::name));
    return keys;
  }

  /** The names of the packages of {@code registry} that documents are there of, in no order. */
  public List<String> names(String registry) {
    List<String> names = new ArrayList<>();
    for (Path file : files()) {
      headOf(file)
          .map(PackumentHead::key)
          .filter(key -> key.registry().equals(registry))
          .ifPresent(key -> names.add(key.name()));
    }
    return names;
  }

  private static Optional<PackumentHead> headOf(Path file) {
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.read(head);
      return PackumentFile.head(Arrays.copyOf(head.array(), head.position()));
    } catch (IOException e) {
      // There is none, or it cannot be read: as good as none.
      return Optional.empty();
    }
  }

  /** The files of all documents, whole or not. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (Path shard : Folders.entries(layout.packuments())) {
      files.addAll(Folders.entries(shard));
    }
    return files;
  }

  static Optional<PackumentFile> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return PackumentFile.decode(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  Path fileOf(Key key) {
    String text = key.registry() + "\n" + key.name();
    byte[] digest = Algorithm.SHA256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
    String hex = HexFormat.of().formatHex(digest);
    return layout.packuments().resolve(hex.substring(0, 2) + "/" + hex.substring(2));
  }
}
