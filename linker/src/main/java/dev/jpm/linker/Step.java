package dev.jpm.linker;

import dev.jpm.model.tree.Node;
import java.nio.file.Path;

/** One move of an install on disk, in the order it is made; each knows how it is undone. */
sealed interface Step {

  /** Moves what is replaced or removed aside. Undone: what came instead goes, it comes back. */
  record Retire(Path from, Path to) implements Step {}

  /** Moves a package that stays into the new folder of the package that holds it. */
  record BringOver(Path from, Path to) implements Step {}

  /**
   * Makes a link: a relative one within the project, so that both may be moved, and one with an
   * absolute path to what lies outside.
   *
   * @param bin whether it is a command, which on Windows is no link but a file that starts it
   */
  record Link(Path path, Path target, boolean bin, boolean replaces) implements Step {}

  /** Announces a file that is written at the end and that did not exist before. */
  record Announce(Path path) implements Step {}

  /** Writes a file, which install scripts of the project may read already. */
  record Write(Path path, String text, boolean replaces) implements Step {}

  /** Puts a package or link where nothing was, or where something was retired from. */
  record Place(Node node, Path path, boolean replaces) implements Step {}
}
