package dev.jpm.model.tree;

import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands at a location: a package's folder, or a link to one. */
public sealed interface Node {
  Location location();

  /** As npm writes them; empty for what production needs. */
  Set<DepFlag> flags();

  default boolean has(DepFlag flag) {
    return flags().contains(flag);
  }

  /**
   * A package folder: the root project, a workspace, a link's target, or an installed package.
   *
   * @param manifest the package's metadata; for a node read from a lockfile only what the lockfile
   *     keeps of it
   * @param resolved where its bytes come from, as the lockfile spells it (a tarball URL, a {@code
   *     git+} URL, a {@code file:} path); null for roots, workspaces, bundled packages, and where
   *     the lockfile omits it
   * @param integrity of the tarball, where known
   * @param inBundle whether it came inside the tarball of a package above it
   * @param inert kept in the lockfile but never put on this machine (an optional package for
   *     another platform)
   */
  record PackageNode(
      Location location,
      Manifest manifest,
      @Nullable String resolved,
      @Nullable Integrity integrity,
      Set<DepFlag> flags,
      boolean inBundle,
      boolean inert)
      implements Node {
    public PackageNode {
      flags = Set.copyOf(flags);
    }

    /** The package's own name where its manifest gives one, else its folder's. */
    public String packageName() {
      String name = manifest.name();
      return name == null ? location.folderName() : name;
    }

    public PackageNode withManifest(Manifest other) {
      return new PackageNode(location, other, resolved, integrity, flags, inBundle, inert);
    }

    public PackageNode withFlags(Set<DepFlag> newFlags) {
      return new PackageNode(location, manifest, resolved, integrity, newFlags, inBundle, inert);
    }
  }

  /** A symbolic link (a junction on Windows) to the package folder at {@code target}. */
  record LinkNode(Location location, Location target, Set<DepFlag> flags) implements Node {
    public LinkNode {
      flags = Set.copyOf(flags);
    }
  }
}
