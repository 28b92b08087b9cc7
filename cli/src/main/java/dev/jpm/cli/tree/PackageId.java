package dev.jpm.cli.tree;

import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import dev.jpm.resolver.graph.GraphNode;
import java.util.Optional;

/** How packages of a tree are named in output, and found by what a user typed. */
final class PackageId {
  private PackageId() {}

  /** {@code name@version}; with the real name between where the folder has another. */
  static String of(GraphNode node) {
    String real = node.packageName() == null ? "" : String.valueOf(node.packageName());
    if (node.isProjectRoot()) {
      return real + "@" + node.versionText();
    }
    String alias = real.isEmpty() || real.equals(node.name()) ? "" : "npm:" + real + "@";
    return node.name() + "@" + alias + node.versionText();
  }

  /** Whether {@code node} is what {@code typed} ({@code name}, {@code name@range}) means. */
  static boolean matches(GraphNode node, String typed) {
    int at = typed.indexOf('@', 1);
    String name = at < 0 ? typed : typed.substring(0, at);
    String wanted = at < 0 ? "" : typed.substring(at + 1).strip();
    return name.equals(node.name()) && satisfies(node, wanted);
  }

  /** Whether the version of {@code node} satisfies; a tag is satisfied by every version. */
  static boolean satisfies(GraphNode node, String wanted) {
    if (wanted.isEmpty() || wanted.equals("*")) {
      return true;
    }
    Optional<Range> range = Range.tryParseLoose(wanted);
    Version version = node.version();
    return range.isEmpty() || (version != null && range.get().accepts(version));
  }
}
