package dev.jpm.runtime;

import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.runtime.PolicySubject.Asked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/** Reads from a tree what {@code allowScripts} needs to know about its packages. */
public final class PolicySubjects {
  private final Tree tree;
  private final Path project;
  private final Set<Location> workspaces;

  /**
   * @param project the folder of the tree's root, absolute
   * @param workspaces the targets of workspace links; nothing is held back there
   */
  public PolicySubjects(Tree tree, Path project, Set<Location> workspaces) {
    this.tree = tree;
    this.project = project;
    this.workspaces = Set.copyOf(workspaces);
  }

  /**
   * Every installed package that a policy may speak of, in the tree's order: no root, no workspace,
   * no link, nothing that came in another's tarball, nothing that is only noted down.
   */
  public List<PolicySubject> all() {
    Map<Location, List<Asked>> asked = askedByLocation();
    Map<Location, List<LinkNode>> links = linksByTarget();
    List<PolicySubject> subjects = new ArrayList<>();
    for (Node node : tree.nodes().values()) {
      if (node instanceof PackageNode here && isSubject(here)) {
        subjects.add(
            new PolicySubject(
                here,
                asked.getOrDefault(here.location(), List.of()),
                sources(here, links.getOrDefault(here.location(), List.of()))));
      }
    }
    return subjects;
  }

  private boolean isSubject(PackageNode node) {
    return !node.location().isRoot()
        && !workspaces.contains(node.location())
        && !node.inBundle()
        && !node.inert();
  }

  private Map<Location, List<Asked>> askedByLocation() {
    Map<Location, List<Asked>> asked = new HashMap<>();
    for (Node node : tree.nodes().values()) {
      if (node instanceof PackageNode from) {
        Manifest manifest = from.manifest();
        note(asked, from, manifest.dependencies());
        note(asked, from, manifest.optionalDependencies());
        note(asked, from, manifest.peerDependencies());
        if (!from.location().isInNodeModules()) {
          note(asked, from, manifest.devDependencies());
        }
      }
    }
    return asked;
  }

  private void note(
      Map<Location, List<Asked>> asked, PackageNode from, Map<String, String> dependencies) {
    dependencies.forEach((name, spec) -> {
      if (tree.resolve(from.location(), name) instanceof PackageNode to) {
        asked.computeIfAbsent(to.location(), key -> new ArrayList<>()).add(new Asked(name, spec));
      }
    });
  }

  private Map<Location, List<LinkNode>> linksByTarget() {
    Map<Location, List<LinkNode>> links = new HashMap<>();
    for (Node node : tree.nodes().values()) {
      if (node instanceof LinkNode link) {
        links.computeIfAbsent(link.target(), key -> new ArrayList<>()).add(link);
      }
    }
    return links;
  }

  private SequencedSet<String> sources(PackageNode node, List<LinkNode> links) {
    SequencedSet<String> sources = new LinkedHashSet<>();
    String resolved = node.resolved();
    if (resolved != null) {
      if (resolved.startsWith("file:")) {
        Path file = project.resolve(resolved.substring("file:".length())).normalize();
        sources.add("file:" + withSlashes(file));
      }
      sources.add(resolved);
    } else if (!links.isEmpty()) {
      Path target = project.resolve(node.location().value()).normalize();
      for (LinkNode link : links) {
        Path from = project.resolve(link.location().value()).normalize().getParent();
        sources.add("file:" + withSlashes(from == null ? target : from.relativize(target)));
      }
      sources.add(withSlashes(target));
    }
    return sources;
  }

  private static String withSlashes(Path path) {
    return path.toString().replace('\\', '/');
  }
}
