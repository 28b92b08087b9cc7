package dev.jpm.mirror.metadata;

import dev.jpm.model.PackageName;
import java.time.Instant;
import java.util.List;

/**
 * Which of the packages that were published here changed after which. Each stands there once, with
 * its last change.
 */
public interface PackageChanges {
  /**
   * A change.
   *
   * @param number larger than those of all that could be seen before it
   * @param revision of the package since then
   * @param gone whether the whole package was taken back
   */
  record Changed(long number, PackageName name, String revision, boolean gone) {}

  /** The changes after the one with that number, oldest first, no more than {@code most}. */
  List<Changed> after(long number, int most);

  /** The number of the last change; 0 before the first. */
  long last();

  /** What a package is called that was changed so often, last at that moment. */
  static String revision(long times, Instant modified) {
    return times + "-" + Long.toHexString(modified.toEpochMilli());
  }
}
