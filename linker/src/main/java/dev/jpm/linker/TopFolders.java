package dev.jpm.linker;

import dev.jpm.linker.virtual.ProjectLinks;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Tree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The node_modules folders that a project's root and its workspaces have in an isolated layout. */
final class TopFolders {
  private TopFolders() {}

  static List<Path> of(Layout layout, Tree tree) {
    List<Path> folders = new ArrayList<>();
    for (Location top : ProjectLinks.of(tree).tops()) {
      folders.add(layout.folder(top).resolve("node_modules"));
    }
    return folders;
  }

  /** Removes those that hold nothing any more, the project's own aside. */
  static void removeEmpty(Layout layout, Tree tree, Disk disk) {
    for (Path folder : of(layout, tree)) {
      @Nullable String[] names = folder.toFile().list();
      if (!folder.equals(layout.nodeModules()) && names != null && names.length == 0) {
        disk.removeEmptyFolder(folder);
      }
    }
  }
}
