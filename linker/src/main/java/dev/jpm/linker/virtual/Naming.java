package dev.jpm.linker.virtual;

import dev.jpm.model.Integrity;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the identity of entries takes from outside the tree.
 *
 * @param content tells packages with other files apart: a digest
 * @param folder the absolute path of a folder outside node_modules: who depends on it is an entry
 *     that only this project uses
 * @param built whether the package's install scripts may run, so that its files depend on where
 * @param builtOn the platform and the runtime that scripts run on
 */
public record Naming(
    Function<PackageNode, String> content,
    Function<Location, String> folder,
    Predicate<PackageNode> built,
    String builtOn) {
  /** What the tree itself tells of a package's files: its integrity, or where they are from. */
  public static String contentIn(PackageNode node) {
    Integrity integrity = node.integrity();
    return integrity == null ? String.valueOf(node.resolved()) : integrity.value();
  }
}
