package dev.jpm.audit.lock;

import dev.jpm.lockfile.entry.LockedFile;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Requirement;
import dev.jpm.lockfile.entry.Source;
import dev.jpm.model.tree.Paths;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The folders that may ask for packages in the project's name: those with a package.json of the
 * project, and those that one of them asks for. What else a lockfile calls one is its own word.
 */
final class Folders {
  private final LockedFile file;
  private final Set<String> found;

  private Folders(LockedFile file, Set<String> found) {
    this.file = file;
    this.found = new HashSet<>(found);
  }

  /** Those of a lockfile, {@code known} being those with a package.json. */
  static Set<String> of(LockedFile file, Set<String> known) {
    Folders folders = new Folders(file, known);
    int before;
    do {
      before = folders.found.size();
      file.requirements().forEach(folders::follow);
    } while (folders.found.size() > before);
    return folders.found;
  }

  private void follow(Requirement asker) {
    LockedPackage link = asker.to() == null ? null : file.packages().get(asker.to());
    if (link != null
        && asker.importer()
        && found.contains(plain(asker.from()))
        && link.source() instanceof Source.Folder(String path)
        && LocalSourceRule.isLocal(asker)) {
      found.add(Paths.normalize(path));
    }
  }

  /** Requirements of {@code file} in which only {@code folders} ask as importers. */
  static List<Requirement> asking(LockedFile file, Set<String> folders) {
    return file.requirements().stream()
        .map(one -> one.importer() && !folders.contains(plain(one.from())) ? one.ofPackage() : one)
        .toList();
  }

  static String plain(String folder) {
    return folder.equals(".") ? "" : folder;
  }
}
