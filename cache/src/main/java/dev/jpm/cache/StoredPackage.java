package dev.jpm.cache;

import dev.jpm.model.Integrity;
import java.nio.file.Path;
import java.util.List;

/**
 * A package that lies whole and unpacked in the store.
 *
 * @param integrity the SHA-512 of its tarball
 * @param folder holds the files; absolute; nothing in it may be edited, nor a hard link to it
 * @param files every file, in the order of the tarball; folders are only those that files need
 * @param label what the package calls itself
 */
public record StoredPackage(Integrity integrity, Path folder, List<StoredFile> files, Label label) {
  public StoredPackage {
    files = List.copyOf(files);
  }

  /** The absolute path of {@code file}. */
  public Path pathOf(StoredFile file) {
    return folder.resolve(file.path());
  }

  /** The sum of the sizes of the files, in bytes. */
  public long unpackedSize() {
    long sum = 0;
    for (StoredFile file : files) {
      sum += file.size();
    }
    return sum;
  }
}
