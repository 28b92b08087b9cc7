package dev.jpm.resolver;

import dev.jpm.model.tree.Node.PackageNode;

/**
 * Where the resolver gets what no registry document holds: manifests of folders, tarballs and git
 * repositories, and what lies inside a package's tarball. Blocking. Paths have {@code /} between
 * segments and are relative to the project root, or absolute.
 */
public interface ManifestSource {
  /** The package.json of a folder (a workspace, a linked folder). */
  ManifestAnswer folder(String path);

  /** The package.json inside a tarball (or, when links are installed, a folder) on disk. */
  ManifestAnswer file(String path);

  /** The package.json inside the tarball at {@code url}. */
  ManifestAnswer remote(String url);

  /**
   * The package.json of a git repository at the commit that {@code spec} names; {@code resolved} of
   * the answer carries the full commit.
   *
   * @param spec as the depender wrote it, for example {@code github:a/b#semver:^1}
   */
  ManifestAnswer git(String spec);

  /**
   * What the tarball of {@code node} brings along: its inner node_modules and its shrinkwrap. Asked
   * only for packages that declare either.
   */
  ContentsAnswer contents(PackageNode node);

  /** A source for projects that use nothing but the registry: everything else is missing. */
  static ManifestSource none() {
    return new NoManifests();
  }
}
