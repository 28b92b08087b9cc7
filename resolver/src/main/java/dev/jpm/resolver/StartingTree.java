package dev.jpm.resolver;

import dev.jpm.model.tree.Tree;

/** What is known of the tree before anything is resolved. */
public sealed interface StartingTree {
  /**
   * Nothing, or nothing that counts ({@code update} of everything, {@code --no-package-lock}).
   *
   * @param lockfileExists whether a lockfile lies beside package.json all the same
   * @param preferences what another tool chose
   */
  record Nothing(boolean lockfileExists, VersionPreferences preferences) implements StartingTree {
    public Nothing(boolean lockfileExists) {
      this(lockfileExists, VersionPreferences.NONE);
    }
  }

  /**
   * What a lockfile says. The root's manifest is the lockfile's own root entry, so that it can be
   * held against package.json.
   *
   * @param lockfileVersion as the file gave it; 1 means that entries lack metadata, which is then
   *     fetched
   */
  record Locked(Tree tree, int lockfileVersion) implements StartingTree {}

  /**
   * What was found in node_modules, where there is no lockfile.
   *
   * @param listed whether a hidden lockfile tells of it, flags included
   */
  record Installed(Tree tree, boolean listed) implements StartingTree {}
}
