package dev.jpm.linker;

import dev.jpm.cache.StoredFile;
import dev.jpm.cache.StoredPackage;
import dev.jpm.cache.VirtualStore;
import dev.jpm.fs.Presence;
import dev.jpm.linker.virtual.Entry;
import dev.jpm.linker.virtual.Target;
import dev.jpm.linker.virtual.VirtualTree;
import dev.jpm.model.BinTable;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes entries of the virtual store in folders of their own, to be published when they are whole.
 * Safe for use by many threads.
 */
final class EntryMaker {
  private static final Set<String> SCRIPTS = Set.of("preinstall", "install", "postinstall");
  private static final String BIN = "/node_modules/.bin/";

  private final Layout layout;
  private final VirtualStore store;
  private final PackageSource source;
  private final Disk disk;
  private final Filler filler;

  EntryMaker(Layout layout, VirtualStore store, PackageSource source, Disk disk) {
    this.layout = layout;
    this.store = store;
    this.source = source;
    this.disk = disk;
    this.filler = new Filler(disk);
  }

  /** Makes {@code entry} of {@code stored}; answers the folder that is to be published. */
  Path make(Tree tree, VirtualTree virtual, Entry entry, StoredPackage stored) {
    Path made = store.begin(entry.path());
    Path folder = VirtualStore.packageFolder(made, entry.path());
    disk.makeFolders(folder);
    String own = entry.name() + "/";
    List<String> elsewhere = new ArrayList<>();
    for (String key : entry.links().keySet()) {
      if (key.startsWith(own)) {
        elsewhere.add(key.substring(own.length()) + "/");
      }
    }
    boolean edited = entry.built() && mayHaveScripts(entry.node(), stored);
    filler.fill(folder, stored, edited, elsewhere);
    fillWhatTheBundleLacks(entry, stored, folder, edited);
    entry.links().forEach((key, target) -> link(virtual, entry, made, key, target, ""));
    boolean asStored = makeBinsRunnable(entry, folder);
    if (edited) {
      linkBins(tree, virtual, entry, made);
    } else if (asStored) {
      store.noteFiles(made, stored);
    }
    return made;
  }

  /** Scripts edit what they like, so they get files of their own. */
  private static boolean mayHaveScripts(PackageNode node, StoredPackage stored) {
    return node.manifest().isTrue("hasInstallScript")
        || node.manifest().scripts().keySet().stream().anyMatch(SCRIPTS::contains)
        || stored.files().stream().anyMatch(file -> file.path().equals("binding.gyp"));
  }

  private void fillWhatTheBundleLacks(
      Entry entry, StoredPackage stored, Path folder, boolean edited) {
    Set<String> brought = new HashSet<>();
    if (!entry.bundled().isEmpty()) {
      for (StoredFile file : stored.files()) {
        brought.add(file.path());
      }
    }
    int prefix = entry.node().location().value().length() + 1;
    for (PackageNode here : entry.bundled()) {
      String inside = here.location().value().substring(prefix);
      boolean known = here.resolved() != null || here.integrity() != null;
      if (known && !brought.contains(inside + "/package.json")) {
        Path place = folder.resolve(inside);
        disk.makeFolders(place);
        filler.fill(place, source.await(here), edited, List.of());
      }
    }
  }

  private void link(
      VirtualTree virtual, Entry entry, Path made, String key, Target target, String file) {
    Path link = made.resolve("node_modules").resolve(key);
    if (Presence.at(link)) {
      return;
    }
    Path parent = link.getParent();
    if (parent != null) {
      disk.makeFolders(parent);
    }
    switch (target) {
      case Target.Folder(Location place) ->
          disk.linkFolderAbsolutely(link, layout.folder(place).resolve(file));
      case Target.Stored(Location place, String inside) -> {
        Entry other = virtual.at(place);
        if (other == null) {
          throw new IllegalStateException("nothing stands at " + place);
        }
        String below = below(other.name(), inside, file);
        if (layout.windows()) {
          disk.linkFolderAbsolutely(
              link, store.folder().resolve(other.path()).resolve("node_modules").resolve(below));
        } else {
          disk.linkSaying(link, VirtualStore.linkText(entry.path(), key, other.path(), below));
        }
      }
    }
  }

  private static String below(String name, String inside, String file) {
    String below = inside.isEmpty() ? name : name + "/" + inside;
    return file.isEmpty() ? below : below + "/" + file;
  }

  /** Answers whether all files are as they are in the store. */
  private boolean makeBinsRunnable(Entry entry, Path folder) {
    boolean asStored = true;
    for (String bin : bins(entry.node()).values()) {
      Path file = folder.resolve(bin);
      boolean wrong = !Files.isExecutable(file) || !Bin.isRunnable(file);
      if (wrong && Files.isRegularFile(file)) {
        BinFile.makeRunnable(disk, file);
        asStored = false;
      }
    }
    return asStored;
  }

  /** The commands that scripts of the package may call: its dependencies' and its own. */
  private void linkBins(Tree tree, VirtualTree virtual, Entry entry, Path made) {
    Target self = new Target.Stored(entry.node().location(), "");
    linkBins(virtual, entry, made, entry.node(), self);
    entry
        .links()
        .forEach((key, target) -> {
          PackageNode to =
              switch (target) {
                case Target.Folder(Location place) -> tree.packageAt(place);
                case Target.Stored(Location place, String inside) ->
                    tree.packageAt(
                        inside.isEmpty() ? place : new Location(place.value() + "/" + inside));
              };
          if (to != null) {
            linkBins(virtual, entry, made, to, target);
          }
        });
  }

  private void linkBins(
      VirtualTree virtual, Entry entry, Path made, PackageNode from, Target target) {
    if (layout.windows()) {
      // Shims would have to know both the place they are made in and the one they will lie in.
      return;
    }
    for (Map.Entry<String, String> bin : bins(from).entrySet()) {
      link(virtual, entry, made, entry.name() + BIN + bin.getKey(), target, bin.getValue());
    }
  }

  private static Map<String, String> bins(PackageNode node) {
    return BinTable.of(node.manifest(), node.packageName());
  }
}
