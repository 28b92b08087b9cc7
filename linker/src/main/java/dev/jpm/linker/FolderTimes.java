package dev.jpm.linker;

import dev.jpm.linker.virtual.ProjectLinks;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.io.File;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * When the folders of an installed tree last changed: by that one sees whether somebody has added,
 * removed or replaced a package since, without reading a file.
 *
 * @param lockfileSize the size of the hidden lockfile in bytes
 * @param times milliseconds by path relative to the project, absolute in the virtual store: of the
 *     hidden lockfile, of package folders, of folders that hold packages or bins; 0 for what must
 *     not exist
 */
public record FolderTimes(long lockfileSize, SequencedMap<String, Long> times) {
  private static final long CLOCK_STEP_MILLIS = 50;

  public FolderTimes {
    times = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(times));
  }

  /** Those of {@code tree}, which is what the project of {@code layout} has on disk. */
  public static FolderTimes of(Layout layout, Tree tree) {
    LinkedListing linked = LinkedListing.read(layout);
    if (linked != null) {
      return ofLinks(layout, linked, tree);
    }
    Set<String> paths = new LinkedHashSet<>();
    for (Node node : tree.nodes().values()) {
      Location place = node.location();
      if (place.value().startsWith("..")) {
        continue;
      }
      if (place.isInNodeModules()) {
        addHolders(place, paths);
      }
      if (node instanceof PackageNode) {
        paths.add(place.isInNodeModules() ? place.value() : nodeModules(place));
      }
    }
    return of(layout, paths);
  }

  /** Those of links to the virtual store, and of what they lead to. */
  private static FolderTimes ofLinks(Layout layout, LinkedListing linked, Tree tree) {
    Set<String> paths = new LinkedHashSet<>();
    paths.add(layout.project().relativize(layout.linkedListing()).toString());
    ProjectLinks links = ProjectLinks.of(tree);
    for (Location top : links.tops()) {
      paths.add(nodeModules(top));
      paths.add(nodeModules(top) + "/.bin");
    }
    for (String path : links.packages().keySet()) {
      paths.add(path.substring(0, path.lastIndexOf('/')));
    }
    linked.folders().values().forEach(folder -> paths.add(folder.toString()));
    return of(layout, paths);
  }

  private static FolderTimes of(Layout layout, Set<String> paths) {
    SequencedMap<String, Long> times = new LinkedHashMap<>();
    String lockfile = layout.project().relativize(layout.hiddenLockfile()).toString();
    times.put(lockfile, file(layout, lockfile).lastModified());
    for (String path : paths) {
      times.put(path, file(layout, path).lastModified());
    }
    return new FolderTimes(layout.hiddenLockfile().toFile().length(), times);
  }

  private static void addHolders(Location place, Set<String> folders) {
    String holder = nodeModules(place.holder());
    folders.add(holder);
    folders.add(holder + "/.bin");
    String name = place.folderName();
    int slash = name.indexOf('/');
    if (slash > 0) {
      folders.add(holder + "/" + name.substring(0, slash));
    }
  }

  private static String nodeModules(Location place) {
    return place.isRoot() ? "node_modules" : place.value() + "/node_modules";
  }

  /** Whether all is as it was. One look at the disk for each folder. */
  public boolean hold(Layout layout) {
    for (Map.Entry<String, Long> folder : times.entrySet()) {
      if (file(layout, folder.getKey()).lastModified() != folder.getValue()) {
        return false;
      }
    }
    return layout.hiddenLockfile().toFile().length() == lockfileSize;
  }

  /**
   * Whether all of it lies so far back that a change made now gets another time: clocks of file
   * systems go in steps of some milliseconds.
   *
   * @param now milliseconds
   */
  public boolean areSettled(long now) {
    return times.values().stream().allMatch(time -> time + CLOCK_STEP_MILLIS < now);
  }

  private static File file(Layout layout, String path) {
    File file = new File(path);
    return file.isAbsolute() ? file : new File(layout.project().toString(), path);
  }
}
