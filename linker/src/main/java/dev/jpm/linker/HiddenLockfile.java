package dev.jpm.linker;

import dev.jpm.lockfile.LockWriter;
import dev.jpm.model.tree.Tree;

/** How one comes by the text that tells, inside node_modules, what is installed there. */
@FunctionalInterface
public interface HiddenLockfile {
  /** The text for {@code tree}, which is what is on disk. */
  String of(Tree tree);

  /** Written as a lockfile is that {@code how} describes. */
  static HiddenLockfile written(LockWriter.Options how) {
    return tree -> LockWriter.writeHidden(tree, how);
  }

  /** Known from an earlier install of the same tree. */
  static HiddenLockfile known(String text) {
    return tree -> text;
  }
}
