package dev.jpm.linker;

import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the hidden lockfile still tells the truth: no folder that holds packages and no package
 * folder changed after it was written, and each lists what the lockfile lists. A few system calls a
 * package, none of which makes an exception on the usual path.
 */
final class HiddenLockfileTrust {
  /** What clocks of files may jitter by, as npm has it. */
  private static final long SLACK_MILLIS = 10;

  private final Layout layout;

  HiddenLockfileTrust(Layout layout) {
    this.layout = layout;
  }

  boolean holds(Tree listed) {
    File lockfile = layout.hiddenLockfile().toFile();
    long limit = lockfile.lastModified() + SLACK_MILLIS;
    Map<Location, Set<String>> children = new HashMap<>();
    for (Node node : listed.nodes().values()) {
      Location place = node.location();
      children.computeIfAbsent(place, any -> new HashSet<>());
      if (place.isInNodeModules()) {
        children.computeIfAbsent(place.holder(), any -> new HashSet<>()).add(place.folderName());
      }
    }
    for (Node node : listed.nodes().values()) {
      boolean fine =
          switch (node) {
            case LinkNode link -> isAsListed(link);
            case PackageNode here ->
                isUnchanged(here.location(), limit)
                    && holdsExactly(
                        here.location(), children.getOrDefault(here.location(), Set.of()), limit);
          };
      if (!fine) {
        return false;
      }
    }
    return true;
  }

  /** Somebody's sources may change at any time; only what lies in node_modules must not. */
  private boolean isUnchanged(Location place, long limit) {
    if (!place.isInNodeModules()) {
      return true;
    }
    long changed = layout.folder(place).toFile().lastModified();
    return changed != 0 && changed <= limit;
  }

  private boolean isAsListed(LinkNode link) {
    Path target = layout.folder(link.target());
    return Bin.targetOf(layout.folder(link.location()), false).filter(target::equals).isPresent()
        || (layout.windows() && layout.folder(link.location()).toFile().exists());
  }

  private boolean holdsExactly(Location holder, Set<String> expected, long limit) {
    if (holder.value().startsWith("../")) {
      return true;
    }
    File folder = layout.folder(holder).resolve("node_modules").toFile();
    @Nullable String[] names = folder.list();
    if (names == null) {
      return expected.isEmpty();
    }
    if (!expected.isEmpty() && folder.lastModified() > limit) {
      return false;
    }
    int found = 0;
    for (String name : names) {
      if (name == null || name.startsWith(".")) {
        continue;
      }
      int more = name.startsWith("@") ? scoped(folder, name, expected, limit) : 1;
      if (more < 0 || (!name.startsWith("@") && !expected.contains(name))) {
        return false;
      }
      found += more;
    }
    return found == expected.size();
  }

  /** How many expected packages the folder of a scope holds; -1 where it is not as listed. */
  private static int scoped(File nodeModules, String scope, Set<String> expected, long limit) {
    File folder = new File(nodeModules, scope);
    @Nullable String[] names = folder.list();
    if (names == null || folder.lastModified() > limit) {
      return -1;
    }
    int found = 0;
    for (String name : names) {
      if (name == null || name.startsWith(".")) {
        continue;
      }
      if (!expected.contains(scope + "/" + name)) {
        return -1;
      }
      found++;
    }
    return found;
  }
}
