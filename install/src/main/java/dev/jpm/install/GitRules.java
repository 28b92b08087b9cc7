package dev.jpm.install;

import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.ResolveOptions.Allow;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The setting allow-git for what a lockfile brings: the resolver asks for what it looks up itself,
 * a lockfile's word is taken here. Pure.
 */
final class GitRules {
  private final Allow allow;
  private final Collection<Location> ownFolders;

  /**
   * Rules for one project.
   *
   * @param ownFolders the project's and its workspaces'
   */
  GitRules(Allow allow, Collection<Location> ownFolders) {
    this.allow = allow;
    this.ownFolders = ownFolders;
  }

  /**
   * Refuses what would be put on disk from a repository that nobody may use.
   *
   * @throws JpmException EALLOWGIT
   */
  void check(Diff diff) {
    if (allow == Allow.ALL) {
      return;
    }
    Tree tree = diff.result();
    Set<Location> asked = allow == Allow.ROOT ? askedByTheProject(tree) : Set.of();
    for (Diff.Change change : diff.changes()) {
      boolean comes = !(change instanceof Diff.Change.Remove);
      if (comes
          && tree.at(change.location()) instanceof PackageNode node
          && GitPackages.isSourceOf(node)
          && !asked.contains(node.location())) {
        throw JpmException.of(
                ErrorCode.EALLOWGIT,
                "Fetching"
                    + (allow == Allow.ROOT ? " non-root" : "")
                    + " packages of type \"git\" have been disabled: "
                    + node.resolved())
            .withHint("To allow them: --allow-git=all, or allow-git=all in .npmrc");
      }
    }
  }

  private Set<Location> askedByTheProject(Tree tree) {
    Set<Location> asked = new HashSet<>();
    for (Location folder : ownFolders) {
      if (tree.at(folder) instanceof PackageNode own) {
        Manifest manifest = own.manifest();
        for (Map<String, String> dependencies :
            List.of(
                manifest.dependencies(),
                manifest.devDependencies(),
                manifest.optionalDependencies(),
                manifest.peerDependencies())) {
          for (String name : dependencies.keySet()) {
            if (tree.resolve(folder, name) instanceof PackageNode to) {
              asked.add(to.location());
            }
          }
        }
      }
    }
    return asked;
  }
}
