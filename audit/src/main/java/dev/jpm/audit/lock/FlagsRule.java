package dev.jpm.audit.lock;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.InstalledGraph;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Flags say why a package is there. */
final class FlagsRule implements LockRule {
  private static final Rule RULE =
      new Rule(
          "flags",
          Severity.HIGH,
          "A flag that lies",
          "Let jpm write the lockfile anew: jpm install --package-lock-only");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public void check(LockView lock, Consumer<Finding> out) {
    Tree claimed = lock.tree();
    if (claimed == null) {
      return;
    }
    Tree right = InstalledGraph.flagged(claimed, "/", workspaces(claimed));
    for (Node node : claimed.nodes().values()) {
      Node truth = right.at(node.location());
      LockedPackage entry = lock.file().packages().get(node.location().value());
      boolean counts = node instanceof Node.PackageNode && node.location().isInNodeModules();
      if (counts && truth != null && entry != null && !needs(node).equals(needs(truth))) {
        out.accept(
            EntryRule.finding(
                RULE,
                entry,
                entry.lines().entry(),
                "%s is marked as %s, and is %s"
                    .formatted(entry.id(), told(needs(node)), told(needs(truth)))));
      }
    }
  }

  /** Peers are left aside: npm's own releases differ in what they mark so. */
  private static Set<DepFlag> needs(Node node) {
    Set<DepFlag> flags = EnumSet.noneOf(DepFlag.class);
    flags.addAll(node.flags());
    flags.remove(DepFlag.PEER);
    if (flags.contains(DepFlag.EXTRANEOUS)) {
      return EnumSet.of(DepFlag.EXTRANEOUS);
    }
    return flags;
  }

  private static String told(Set<DepFlag> flags) {
    if (flags.isEmpty()) {
      return "needed in production";
    }
    List<String> words =
        flags.stream().map(flag -> flag.name().toLowerCase(Locale.ROOT).replace('_', ' ')).toList();
    return String.join(" and ", words);
  }

  private static Map<String, String> workspaces(Tree tree) {
    Map<String, String> folders = new LinkedHashMap<>();
    if (tree.root().manifest().field("workspaces") != null) {
      for (Node node : tree.nodes().values()) {
        if (node instanceof Node.LinkNode link && link.location().holder().isRoot()) {
          folders.put(link.location().folderName(), link.target().value());
        }
      }
    }
    return folders;
  }
}
