package dev.jpm.model.tree;

import dev.jpm.model.Integrity;
import dev.jpm.model.tree.Node.PackageNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** npm's test whether two packages at one place hold the same bytes. */
final class SameBits {
  private static final List<String> STRONGEST_FIRST =
      List.of("sha512", "sha384", "sha256", "sha1", "md5");

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
    return wanted != null && present != null && agree(wanted, present);
  }

  /** Whether the strongest kind of digest that {@code wanted} has is among those of the other. */
  private static boolean agree(Integrity wanted, Integrity present) {
    if (wanted.equals(present)) {
      return true;
    }
    String algorithm = strongest(wanted.value());
    if (algorithm == null) {
      return false;
    }
    List<String> theirs = digests(present.value(), algorithm);
    return digests(wanted.value(), algorithm).stream().anyMatch(theirs::contains);
  }

  private static @Nullable String strongest(String integrity) {
    for (String algorithm : STRONGEST_FIRST) {
      if (!digests(integrity, algorithm).isEmpty()) {
        return algorithm;
      }
    }
    return null;
  }

  private static List<String> digests(String integrity, String algorithm) {
    String prefix = algorithm + "-";
    List<String> found = new ArrayList<>();
    for (String part : integrity.trim().split("\\s+", -1)) {
      if (part.startsWith(prefix)) {
        int options = part.indexOf('?');
        found.add(options < 0 ? part : part.substring(0, options));
      }
    }
    return found;
  }
}
