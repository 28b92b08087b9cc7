package dev.jpm.runtime;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A Node.js that is on this machine.
 *
 * @param node the executable, absolute
 * @param version without a leading v
 * @param nodedir the folder whose {@code include/node} holds the headers that native addons are
 *     built against; null where this Node.js came without them
 */
public record NodeRuntime(Path node, String version, @Nullable Path nodedir, Origin origin) {

  /** Why it is this one. */
  public enum Origin {
    /** The release that jpm bundles. */
    BUNDLED,
    /** Another release, provisioned because the project pins it. */
    PINNED,
    /** What stands on PATH. */
    SYSTEM
  }
}
