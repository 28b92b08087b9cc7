package dev.jpm.linker;

import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tree from the disk itself: every entry of every node_modules folder that does not begin
 * with a dot, links followed to their targets. Forgiving: what cannot be read has an empty
 * manifest. Walks with a queue, however deep the folders are.
 */
final class DiskScan {
  private final Layout layout;
  private final Manifest root;
  private final @Nullable Tree locked;
  private final Map<Location, Node> nodes = new LinkedHashMap<>();
  private final Deque<Location> toOpen = new ArrayDeque<>();

  DiskScan(Layout layout, Manifest root, @Nullable Tree locked) {
    this.layout = layout;
    this.root = root;
    this.locked = locked;
  }

  Tree scan() {
    addTop(Location.ROOT, root);
    openAll();
    addWorkspacesThatNothingLinksTo();
    openAll();
    return BundleMembers.marked(Tree.of(nodes.values()));
  }

  /** The tree of a project whose node_modules is missing, or is no folder. */
  Tree withoutNodeModules() {
    nodes.put(Location.ROOT, top(Location.ROOT, root));
    addWorkspacesThatNothingLinksTo();
    openAll();
    return BundleMembers.marked(Tree.of(nodes.values()));
  }

  private void openAll() {
    while (!toOpen.isEmpty()) {
      Location holder = toOpen.remove();
      File folder = layout.folder(holder).resolve("node_modules").toFile();
      for (String name : visible(folder)) {
        if (name.startsWith("@")) {
          for (String inScope : visible(new File(folder, name))) {
            add(holder, name + "/" + inScope);
          }
        } else {
          add(holder, name);
        }
      }
    }
  }

  private static List<String> visible(File folder) {
    @Nullable String[] names = folder.list();
    if (names == null) {
      return List.of();
    }
    List<String> visible = new ArrayList<>(names.length);
    for (String name : names) {
      if (name != null && !name.startsWith(".")) {
        visible.add(name);
      }
    }
    visible.sort(null);
    return visible;
  }

  private void add(Location holder, String name) {
    Location place = holder.child(name);
    Path path = layout.folder(place);
    try {
      BasicFileAttributes kind =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (kind.isSymbolicLink() || kind.isOther()) {
        addLink(place, path);
      } else {
        Manifest found = kind.isDirectory() ? FolderManifest.read(path) : null;
        nodes.put(place, installed(place, found == null ? FolderManifest.NONE : found));
        if (kind.isDirectory()) {
          toOpen.add(place);
        }
      }
    } catch (IOException e) {
      // Gone since it was listed.
    }
  }

  private void addLink(Location place, Path path) throws IOException {
    Path target;
    try {
      target = path.toRealPath();
    } catch (IOException e) {
      target = path.resolveSibling(Files.readSymbolicLink(path)).normalize();
    }
    Location to = locationOf(target);
    nodes.put(place, new LinkNode(place, to, Set.of()));
    if (!nodes.containsKey(to) && !to.isInNodeModules() && Files.isDirectory(target)) {
      Manifest found = FolderManifest.read(target);
      addTop(to, found == null ? FolderManifest.NONE : found);
    }
  }

  private Location locationOf(Path target) throws IOException {
    Path project = layout.project();
    Path base = target.startsWith(project) ? project : project.toRealPath();
    if (!base.getRoot().equals(target.getRoot())) {
      return new Location(target.toString().replace('\\', '/'));
    }
    return new Location(base.relativize(target).toString().replace('\\', '/'));
  }

  private void addTop(Location place, Manifest manifest) {
    nodes.put(place, top(place, manifest));
    toOpen.add(place);
  }

  private void addWorkspacesThatNothingLinksTo() {
    if (locked == null) {
      return;
    }
    for (Node node : locked.nodes().values()) {
      Location place = node.location();
      boolean missing =
          node instanceof PackageNode
              && !place.isInNodeModules()
              && !place.value().startsWith("..")
              && !nodes.containsKey(place);
      Manifest found = missing ? FolderManifest.read(layout.folder(place)) : null;
      if (found != null) {
        addTop(place, found);
      }
    }
  }

  private static PackageNode top(Location place, Manifest manifest) {
    return new PackageNode(place, manifest, null, null, Set.of(), false, false);
  }

  private PackageNode installed(Location place, Manifest manifest) {
    String resolved = null;
    Integrity integrity = null;
    if (locked != null && locked.at(place) instanceof PackageNode known) {
      String version = manifest.version();
      String lockedVersion = known.manifest().version();
      if (version == null || lockedVersion == null || version.equals(lockedVersion)) {
        resolved = known.resolved();
        integrity = known.integrity();
      }
    }
    return new PackageNode(place, manifest, resolved, integrity, Set.of(), false, false);
  }
}
