package dev.jpm.linker.virtual;

import dev.jpm.model.BinTable;
import dev.jpm.model.LocaleOrder;
import dev.jpm.model.Manifest;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The links that a project gets in an isolated layout: the root and every workspace what it asks
 * for itself, the root also all its workspaces, and what lies there though nobody asks for it.
 *
 * @param tops the folders with a node_modules folder of their own
 * @param packages what lies in these, by path from the project
 * @param bins commands, by path from the project
 */
public record ProjectLinks(
    List<Location> tops, SequencedMap<String, Target> packages, SequencedMap<String, Bin> bins) {
  public ProjectLinks {
    tops = List.copyOf(tops);
    packages = Collections.unmodifiableSequencedMap(packages);
    bins = Collections.unmodifiableSequencedMap(bins);
  }

  /** The commands alone. */
  public ProjectLinks onlyBins() {
    return new ProjectLinks(tops, new LinkedHashMap<>(), bins);
  }

  /** A command: a file below the package that a link leads to. */
  public record Bin(Target target, String file) {}

  /** Those of {@code tree}, which holds what is to be on disk and nothing else. */
  public static ProjectLinks of(Tree tree) {
    List<Location> tops = new ArrayList<>();
    SequencedMap<String, Target> packages = new LinkedHashMap<>();
    SequencedMap<String, Bin> bins = new LinkedHashMap<>();
    for (Node node : tree.nodes().values()) {
      if (node instanceof PackageNode top && isTop(top.location())) {
        tops.add(top.location());
        addTo(tree, top, packages, bins);
      }
    }
    return new ProjectLinks(tops, packages, bins);
  }

  /** Whether a folder is of the project, with a node_modules folder of its own. */
  static boolean isTop(Location place) {
    String path = place.value();
    return !place.isInNodeModules()
        && !path.startsWith("..")
        && !path.startsWith("/")
        && path.indexOf(':') != 1;
  }

  private static void addTo(
      Tree tree,
      PackageNode top,
      SequencedMap<String, Target> packages,
      SequencedMap<String, Bin> bins) {
    String folder = top.location().isRoot() ? "" : top.location().value() + "/";
    found(tree, top)
        .forEach((name, node) -> {
          Target target = Draft.target(tree, node);
          packages.put(folder + "node_modules/" + name, target);
          PackageNode leadsTo = tree.packageAt(node.location());
          if (leadsTo != null) {
            BinTable.of(leadsTo.manifest(), leadsTo.packageName())
                .forEach((command, file) ->
                    bins.putIfAbsent(
                        folder + "node_modules/.bin/" + command, new Bin(target, file)));
          }
        });
  }

  /** What the folder {@code top} of the project gets, by name. */
  static SequencedMap<String, Node> found(Tree tree, PackageNode top) {
    TreeMap<String, Node> found = new TreeMap<>(LocaleOrder.ENGLISH);
    for (Node node : tree.nodes().values()) {
      Location place = node.location();
      boolean unasked = node instanceof LinkNode || node.has(DepFlag.EXTRANEOUS);
      if (unasked && place.isInNodeModules() && place.holder().equals(top.location())) {
        found.put(place.folderName(), node);
      }
    }
    for (String name : asked(top.manifest())) {
      Node node = tree.resolve(top.location(), name);
      boolean itself = node instanceof LinkNode link && link.target().equals(top.location());
      if (node != null && !itself) {
        found.put(name, node);
      }
    }
    return found;
  }

  private static List<String> asked(Manifest manifest) {
    List<String> names = new ArrayList<>(manifest.dependencies().keySet());
    names.addAll(manifest.devDependencies().keySet());
    names.addAll(manifest.optionalDependencies().keySet());
    names.addAll(manifest.peerDependencies().keySet());
    return names;
  }
}
