package dev.jpm.install;

import dev.jpm.linker.Layout;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds packages that a project has more than once. */
public final class Duplicates {
  private Duplicates() {}

  /**
   * The names that several folders of the tree have, as the lockfile tells it, or where there is
   * none, the disk. A link counts beside the folder that it leads to, as in npm.
   */
  public static List<String> names(Workbench bench) {
    boolean withLock = Save.usesPackageLock(bench.settings());
    ProjectFiles project = ProjectFiles.load(bench.surroundings().localPrefix(), withLock);
    Tree virtual = StartingPoint.of(project).virtual();
    Tree tree =
        virtual == null ? project.actual(Layout.of(project.folder()), null).tree() : virtual;
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Location place : tree.nodes().keySet()) {
      if (!place.isRoot()) {
        counts.merge(place.folderName(), 1, Integer::sum);
      }
    }
    List<String> names = new ArrayList<>();
    counts.forEach((name, count) -> {
      if (count > 1) {
        names.add(name);
      }
    });
    return names;
  }
}
