package dev.jpm.audit.lock;

import dev.jpm.lockfile.PackageLock;
import dev.jpm.lockfile.entry.LockFormat;
import dev.jpm.lockfile.entry.LockedFile;
import dev.jpm.lockfile.entry.Lockfiles;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Tree;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A lockfile to look at.
 *
 * @param text as it is written
 * @param file for people
 * @param manifests the project's package.json files by folder; empty where they are not known
 * @param lock its entries
 */
public record LockText(String text, String file, Map<String, Manifest> manifests, LockedFile lock) {
  public LockText {
    manifests = Map.copyOf(manifests);
  }

  /**
   * The lockfile in {@code text}.
   *
   * @throws JpmException EBADLOCKFILE, ELOCKFILEVERSION where it cannot be read at all
   */
  public static LockText read(String text, String file, Map<String, Manifest> manifests) {
    return new LockText(text, file, manifests, Lockfiles.read(text, file, manifests));
  }

  /** A lockfile like {@code other} in which nothing stands. */
  public static LockText empty(LockText other, String file) {
    return new LockText("", file, Map.of(), LockedFile.empty(other.lock().format()));
  }

  /** The tree of npm's lockfile; null for others, and where it cannot stand, as rules tell. */
  @Nullable Tree tree() {
    if (lock.format() != LockFormat.NPM || text.isEmpty()) {
      return null;
    }
    try {
      return PackageLock.read(text, file).tree();
    } catch (JpmException cannotStand) {
      return null;
    }
  }
}
