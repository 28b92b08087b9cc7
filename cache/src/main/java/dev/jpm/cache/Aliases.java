package dev.jpm.cache;

import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.FileErrors;
import dev.jpm.fs.Folders;
import dev.jpm.model.Integrity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Names of packages whose digest nobody can know before they are made, such as a commit of a
 * repository. A name outlives the package that it stood for; then it stands for nothing.
 */
final class Aliases {
  private final Layout layout;

  Aliases(Layout layout) {
    this.layout = layout;
  }

  Optional<Integrity> find(String name) {
    return read(file(name));
  }

  /** Forgets names that stand for nothing any more. */
  void removeDangling(Predicate<Integrity> isThere) {
    for (Path file : Folders.entries(layout.aliases())) {
      if (read(file).filter(isThere).isEmpty()) {
        Folders.remove(file);
      }
    }
  }

  private static Optional<Integrity> read(Path file) {
    try {
      return Integrity.tryParse(Files.readString(file).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  void put(String name, Integrity integrity) {
    Path file = file(name);
    Folders.createParent(file);
    AtomicFile.write(file, integrity.value());
  }

  private Path file(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return layout.aliases().resolve(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
