package dev.jpm.mirror.transfer;

import dev.jpm.mirror.transfer.BundleRow.PackageRow;
import dev.jpm.mirror.transfer.BundleRow.ReleaseRow;
import dev.jpm.model.PackageName;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads the rows of a bundle, and refuses what makes no sense. */
final class RowReader implements AutoCloseable {
  /** Longer than any manifest of a version with its proofs. */
  private static final int LONGEST = 64 << 20;

  private final JsonLines lines;
  private @Nullable PackageName own;

  RowReader(InputStream in) {
    this.lines = new JsonLines(in, LONGEST);
  }

  /** The next one. */
  Optional<BundleRow> next() throws IOException {
    Optional<ObjectNode> line = lines.next();
    if (line.isEmpty()) {
      return Optional.empty();
    }
    BundleRow row = BundleRow.parse(line.get());
    switch (row) {
      case PackageRow one -> own = one.name();
      case ReleaseRow release -> {
        if (!release.name().equals(own)) {
          throw new BrokenBundleException("a version of " + release.name() + " has no package");
        }
      }
      default -> own = null;
    }
    return Optional.of(row);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
