package dev.jpm.model.tree;

import dev.jpm.model.Integrity;
import dev.jpm.model.tree.Node.PackageNode;
import java.util.Objects;

/** npm's test whether two packages at one place hold the same bytes. */
final class SameBits {
  private SameBits() {}

  static boolean of(PackageNode actual, PackageNode ideal) {
    if (!Objects.equals(actual.manifest().version(), ideal.manifest().version())) {
      return false;
    }
    Integrity wanted = ideal.integrity();
    Integrity present = actual.integrity();
    if (wanted == null && present == null) {
      return Objects.equals(actual.resolved(), ideal.resolved());
    }
    // An ideal node that knows its integrity while the disk's does not is fetched again, and so
    // becomes known.
    return wanted != null && present != null && (wanted.equals(present) || wanted.matches(present));
  }
}
