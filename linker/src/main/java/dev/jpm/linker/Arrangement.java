package dev.jpm.linker;

import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The quick part of an install, made step by step: old folders moved aside, kept ones moved over,
 * empty folders and links where the new packages go.
 */
final class Arrangement {
  private final Layout layout;
  private final Disk disk;
  private final Set<Path> present = new HashSet<>();
  private final List<Path> newParents = new ArrayList<>();

  Arrangement(Layout layout, Disk disk) {
    this.layout = layout;
    this.disk = disk;
  }

  void makeNodeModules() {
    disk.makeFolders(layout.project());
    present.add(layout.project());
    makeFolderWithParents(layout.nodeModules());
  }

  void make(List<Step> steps) {
    for (Step step : steps) {
      switch (step) {
        case Step.Retire(Path from, Path to) -> disk.move(from, to);
        case Step.BringOver(Path from, Path to) -> {
          makeParents(to);
          disk.move(from, to);
        }
        case Step.Place place -> place(place);
        case Step.Link link -> link(link);
        case Step.Write(Path path, String text, boolean _) ->
            disk.writeFile(path, text.getBytes(StandardCharsets.UTF_8));
        case Step.Announce _ -> {}
      }
    }
  }

  /** Removes the folders made around packages, where nothing is in them. */
  void removeNewFolders() {
    newParents.reversed().forEach(disk::removeEmptyFolder);
  }

  private void place(Step.Place place) {
    makeParents(place.path());
    switch (place.node()) {
      case PackageNode _ -> {
        disk.makeFolder(place.path());
        present.add(place.path());
      }
      case LinkNode link -> disk.linkFolder(place.path(), layout.folder(link.target()));
    }
  }

  private void link(Step.Link link) {
    makeParents(link.path());
    boolean inside = link.target().startsWith(layout.project());
    if (link.bin() && layout.windows()) {
      new ShimFiles(disk).write(link.path(), link.target());
    } else if (link.bin() && inside) {
      disk.linkBin(link.path(), link.target());
    } else if (link.bin()) {
      disk.linkSaying(link.path(), link.target().toString());
    } else if (inside) {
      disk.linkFolder(link.path(), link.target());
    } else {
      disk.linkFolderAbsolutely(link.path(), link.target());
    }
  }

  private void makeParents(Path path) {
    Path parent = path.getParent();
    if (parent != null) {
      makeFolderWithParents(parent);
    }
  }

  private void makeFolderWithParents(Path folder) {
    Deque<Path> missing = new ArrayDeque<>();
    Path at = folder;
    while (at != null && !present.contains(at)) {
      missing.push(at);
      at = at.getParent();
    }
    for (Path next : missing) {
      if (next.startsWith(layout.project())) {
        if (disk.makeFolder(next)) {
          newParents.add(next);
        }
      } else {
        disk.makeFolders(next);
      }
      present.add(next);
    }
  }
}
