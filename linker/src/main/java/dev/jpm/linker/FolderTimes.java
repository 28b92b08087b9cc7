package dev.jpm.linker;

import dev.jpm.cache.VirtualStore;
import dev.jpm.linker.virtual.ProjectLinks;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * When the folders of an installed tree last changed: by that one sees whether somebody has added,
 * removed or replaced a package since, without reading a file. Clocks of file systems go in steps
 * of some milliseconds, so of what has only just changed the contents are kept too.
 *
 * @param lockfileSize the size of the hidden lockfile in bytes
 * @param times milliseconds by path relative to the project, absolute in the virtual store: of the
 *     hidden lockfile, of package folders, of folders that hold packages or bins; 0 for what must
 *     not exist
 * @param contents a checksum of what lies in those that a later change could leave with the same
 *     time: of a folder's names, of a file's bytes
 */
public record FolderTimes(
    long lockfileSize, SequencedMap<String, Long> times, SequencedMap<String, Long> contents) {
  private static final long CLOCK_STEP_MILLIS = 50;

  public FolderTimes {
    times = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(times));
    contents = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(contents));
  }

  /**
   * Those of {@code tree}, which is what the project of {@code layout} has on disk.
   *
   * @param now milliseconds
   */
  public static FolderTimes of(Layout layout, Tree tree, long now) {
    LinkedListing linked = LinkedListing.read(layout);
    if (linked != null) {
      return ofLinks(layout, linked.store(), linked.entries(), tree, now);
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
    return of(layout, paths, now);
  }

  /** Those of links to the virtual store, and of what they lead to. */
  static FolderTimes ofLinks(
      Layout layout, Path store, Map<Location, String> entries, Tree tree, long now) {
    Set<String> paths = new LinkedHashSet<>();
    paths.add(layout.project().relativize(layout.linkedListing()).toString());
    paths.add(layout.project().relativize(layout.packageMap()).toString());
    ProjectLinks links = ProjectLinks.of(tree);
    for (Location top : links.tops()) {
      paths.add(nodeModules(top));
      paths.add(nodeModules(top) + "/.bin");
    }
    for (String path : links.packages().keySet()) {
      paths.add(path.substring(0, path.lastIndexOf('/')));
    }
    for (String entry : entries.values()) {
      paths.add(store + "/" + entry + "/" + VirtualStore.packageIn(entry));
    }
    return of(layout, paths, now);
  }

  private static FolderTimes of(Layout layout, Set<String> paths, long now) {
    SequencedMap<String, Long> times = new LinkedHashMap<>();
    String lockfile = layout.project().relativize(layout.hiddenLockfile()).toString();
    times.put(lockfile, file(layout, lockfile).lastModified());
    for (String path : paths) {
      times.put(path, file(layout, path).lastModified());
    }
    SequencedMap<String, Long> contents = new LinkedHashMap<>();
    times.forEach((path, time) -> {
      if (time + CLOCK_STEP_MILLIS >= now) {
        contents.put(path, contents(file(layout, path)));
      }
    });
    return new FolderTimes(layout.hiddenLockfile().toFile().length(), times, contents);
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
    for (Map.Entry<String, Long> folder : contents.entrySet()) {
      if (contents(file(layout, folder.getKey())) != folder.getValue()) {
        return false;
      }
    }
    return layout.hiddenLockfile().toFile().length() == lockfileSize;
  }

  private static long contents(File file) {
    CRC32C sum = new CRC32C();
    String[] names = file.list();
    try {
      if (names == null) {
        sum.update(Files.readAllBytes(file.toPath()));
      } else {
        Arrays.sort(names);
        sum.update(String.join("/", names).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException missing) {
      return 0;
    }
    return sum.getValue();
  }

  private static File file(Layout layout, String path) {
    File file = new File(path);
    return file.isAbsolute() ? file : new File(layout.project().toString(), path);
  }
}
