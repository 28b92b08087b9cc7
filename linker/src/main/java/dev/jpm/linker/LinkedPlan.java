package dev.jpm.linker;

import dev.jpm.fs.Folders;
import dev.jpm.fs.Links;
import dev.jpm.fs.Presence;
import dev.jpm.fs.Retirement;
import dev.jpm.linker.virtual.ProjectLinks;
import dev.jpm.linker.virtual.Target;
import dev.jpm.model.tree.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The steps that give a project exactly its links: what is right stays, everything else in the
 * node_modules folders is retired, whoever put it there. Names that begin with a dot are left
 * alone, commands and what tells of a layout aside. Looks at the disk, changes nothing.
 */
final class LinkedPlan {
  private record Wanted(Path target, boolean bin) {}

  /** Knows where packages lie. */
  private final Layout layout;

  private final List<Step> steps = new ArrayList<>();
  private final SequencedMap<Path, Wanted> wanted = new LinkedHashMap<>();

  private LinkedPlan(Layout layout) {
    this.layout = layout;
  }

  /**
   * @param map the text of the package map that stands for links; null where links do
   * @param announce whether the listing will be written
   */
  static List<Step> of(
      Layout layout, ProjectLinks links, boolean binLinks, @Nullable String map, boolean announce) {
    LinkedPlan plan = new LinkedPlan(layout);
    links
        .packages()
        .forEach((path, target) ->
            plan.wanted.put(plan.path(path), new Wanted(target(layout, target), false)));
    if (binLinks) {
      links.bins().forEach((path, bin) -> plan.addBin(plan.path(path), bin));
    }
    links.tops().forEach(top -> plan.clear(layout.folder(top).resolve("node_modules")));
    plan.linkWhatIsMissing();
    plan.tellOf(map);
    if (announce || !plan.steps.isEmpty()) {
      plan.announceListing();
    }
    return List.copyOf(plan.steps);
  }

  /** The folder that a link leads to. */
  static Path target(Layout layout, Target target) {
    return switch (target) {
      case Target.Folder(Location place) -> layout.folder(place);
      case Target.Stored(Location place, String inside) -> layout.folder(place).resolve(inside);
    };
  }

  /** Whether {@code link} leads to {@code target} directly. */
  static boolean leadsTo(Layout layout, Path link, Path target) {
    return layout.windows()
        ? Links.targetOf(link).filter(target::equals).isPresent()
        : Bin.targetOf(link, false).filter(target::equals).isPresent();
  }

  private Path path(String path) {
    return layout.project().resolve(path);
  }

  private void addBin(Path path, ProjectLinks.Bin bin) {
    Path file = target(layout, bin.target()).resolve(bin.file()).normalize();
    if (Presence.at(file)) {
      wanted.put(path, new Wanted(file, true));
    }
  }

  private void clear(Path nodeModules) {
    if (!isFolder(nodeModules)) {
      if (Presence.at(nodeModules)
          && wanted.keySet().stream().anyMatch(path -> path.startsWith(nodeModules))) {
        retire(nodeModules);
      }
      return;
    }
    for (Path entry : sorted(nodeModules)) {
      String name = String.valueOf(entry.getFileName());
      if (name.startsWith("@") || name.equals(".bin")) {
        clearFolder(entry);
      } else if (!name.startsWith(".")) {
        retireUnlessRight(entry);
      }
    }
  }

  private void clearFolder(Path folder) {
    boolean used = wanted.keySet().stream().anyMatch(path -> folder.equals(path.getParent()));
    if (!used || !isFolder(folder)) {
      retire(folder);
      return;
    }
    for (Path entry : sorted(folder)) {
      if (!String.valueOf(entry.getFileName()).startsWith(".")) {
        retireUnlessRight(entry);
      }
    }
  }

  private void retireUnlessRight(Path entry) {
    Wanted there = wanted.get(entry);
    if (there == null) {
      if (!layout.windows() || !belongsToBin(entry)) {
        retire(entry);
      }
    } else if (isRight(entry, there)) {
      wanted.remove(entry);
    } else {
      steps.add(new Step.Retire(entry, Retirement.pathFor(entry)));
      steps.add(new Step.Link(entry, there.target(), there.bin(), true));
      wanted.remove(entry);
    }
  }

  private boolean isRight(Path entry, Wanted there) {
    return there.bin()
        ? Bin.targetOf(entry, layout.windows()).filter(there.target()::equals).isPresent()
        : leadsTo(layout, entry, there.target());
  }

  /** On Windows a command is three files, of which one is looked at. */
  private static boolean belongsToBin(Path entry) {
    String name = String.valueOf(entry.getFileName());
    return name.endsWith(".cmd") || name.endsWith(".ps1");
  }

  private void linkWhatIsMissing() {
    for (Map.Entry<Path, Wanted> missing : wanted.entrySet()) {
      Wanted what = missing.getValue();
      steps.add(new Step.Link(missing.getKey(), what.target(), what.bin(), false));
    }
  }

  private void tellOf(@Nullable String map) {
    Path file = layout.packageMap();
    boolean there = Presence.at(file);
    if (map == null) {
      if (there && MapFile.isIn(layout)) {
        retire(file);
      }
    } else if (!there || !says(file, map)) {
      if (there) {
        retire(file);
      }
      steps.add(new Step.Write(file, map, there));
    }
  }

  private static boolean says(Path file, String text) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.readString(file).equals(text);
    } catch (IOException e) {
      return false; // It is written anew, which tells what is wrong with it.
    }
  }

  private void announceListing() {
    Path listing = layout.linkedListing();
    steps.addFirst(
        Presence.at(listing)
            ? new Step.Retire(listing, Retirement.pathFor(listing))
            : new Step.Announce(listing));
    Path hiddenLockfile = layout.hiddenLockfile();
    if (Presence.at(hiddenLockfile)) {
      steps.addFirst(new Step.Retire(hiddenLockfile, Retirement.pathFor(hiddenLockfile)));
    }
  }

  private void retire(Path path) {
    steps.add(new Step.Retire(path, Retirement.pathFor(path)));
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static List<Path> sorted(Path folder) {
    return Folders.entries(folder).stream().sorted().toList();
  }
}
