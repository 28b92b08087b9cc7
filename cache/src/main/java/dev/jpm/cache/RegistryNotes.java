package dev.jpm.cache;

import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.Folders;
import dev.jpm.model.Integrity.Algorithm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Which registries tell at once all that an install will look at, as they said when last asked. A
 * note only saves a way round and may be gone at any time. One file each, that holds the address.
 */
public final class RegistryNotes {
  private final Path folder;

  /**
   * @param folder that the files lie in
   */
  RegistryNotes(Path folder) {
    this.folder = folder;
  }

  /**
   * Whether {@code registry} does.
   *
   * @param registry its address, without credentials
   */
  public boolean tellsAtOnce(String registry) {
    return Files.exists(fileOf(registry));
  }

  /** Notes whether {@code registry} does. */
  public void note(String registry, boolean tellsAtOnce) {
    Path file = fileOf(registry);
    if (tellsAtOnce) {
      Folders.createParent(file);
      AtomicFile.write(file, registry.getBytes(StandardCharsets.UTF_8));
    } else {
      Folders.remove(file);
    }
  }

  private Path fileOf(String registry) {
    byte[] digest = Algorithm.SHA256.digest().digest(registry.getBytes(StandardCharsets.UTF_8));
    return folder.resolve(HexFormat.of().formatHex(digest));
  }
}
