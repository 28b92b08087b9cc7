package dev.jpm.linker;

import dev.jpm.cache.StoredFile;
import dev.jpm.cache.StoredPackage;
import dev.jpm.fs.SafePath;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Puts the files of stored packages into package folders. Safe for use by many threads. */
final class Filler {
  private static final String MANIFEST = "package.json";

  private final Disk disk;

  Filler(Disk disk) {
    this.disk = disk;
  }

  /**
   * Fills the existing folder {@code target} with the files of {@code stored}. Every package.json
   * comes after the other files, the package's own last: a folder that was not filled to the end
   * has none and is taken for damaged by everybody.
   *
   * @param own whether each file must be one of its own instead of sharing its bytes
   * @param elsewhere paths below the package, ending with a slash, that other packages fill
   */
  void fill(Path target, StoredPackage stored, boolean own, Collection<String> elsewhere) {
    List<StoredFile> manifests = new ArrayList<>();
    List<StoredFile> files = new ArrayList<>(stored.files().size());
    Set<String> folders = new TreeSet<>();
    for (StoredFile file : stored.files()) {
      String path = file.path();
      if (isElsewhere(path, elsewhere)) {
        continue;
      }
      addFolders(path, folders);
      (isManifest(path) ? manifests : files).add(file);
    }
    for (String folder : folders) {
      disk.makeFolder(safe(target, folder));
    }
    for (StoredFile file : files) {
      put(stored, file, target, own);
    }
    manifests.sort((a, b) -> Integer.compare(b.path().length(), a.path().length()));
    for (StoredFile file : manifests) {
      put(stored, file, target, own);
    }
  }

  private void put(StoredPackage stored, StoredFile file, Path target, boolean own) {
    Path to = safe(target, file.path());
    if (own) {
      disk.copyFile(stored.pathOf(file), to);
    } else {
      disk.linkFile(stored.pathOf(file), to);
    }
  }

  private static Path safe(Path target, String path) {
    return SafePath.join(target, path)
        .orElseThrow(() ->
            JpmException.of(ErrorCode.ETARBALL, "Cannot put the file " + path + " into " + target));
  }

  private static boolean isElsewhere(String path, Collection<String> elsewhere) {
    for (String prefix : elsewhere) {
      if (path.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isManifest(String path) {
    return path.endsWith(MANIFEST)
        && (path.length() == MANIFEST.length()
            || (path.endsWith("/" + MANIFEST) && path.startsWith("node_modules/")));
  }

  private static void addFolders(String path, Set<String> folders) {
    int slash = path.lastIndexOf('/');
    while (slash > 0 && folders.add(path.substring(0, slash))) {
      slash = path.lastIndexOf('/', slash - 1);
    }
  }
}
