package dev.jpm.install;

import dev.jpm.lockfile.PackageLock;
import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.Platform;
import dev.jpm.model.PlatformCheck;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.StartingTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an install starts from: the lockfile's tree where there is one, else what is on disk. */
record StartingPoint(ProjectFiles project, @Nullable Tree virtual) {

  static StartingPoint of(ProjectFiles project) {
    PackageLock lock = project.lock();
    if (lock == null) {
      return new StartingPoint(project, null);
    }
    Manifest root = lock.isOld() ? project.manifest() : lock.root();
    return new StartingPoint(project, lock.tree(root, place -> project.manifestIn(place.value())));
  }

  /**
   * For the resolver.
   *
   * @param actual what is on disk; counts where there is no lockfile
   * @param listed whether a hidden lockfile tells so
   * @param anew whether everything is to be resolved anew
   */
  StartingTree forResolver(Tree actual, boolean listed, boolean anew) {
    PackageLock lock = project.lock();
    if (anew) {
      return new StartingTree.Nothing(lock != null);
    }
    if (virtual != null && lock != null) {
      return new StartingTree.Locked(virtual, lock.version());
    }
    return actual.nodes().size() == 1
        ? new StartingTree.Nothing(false)
        : new StartingTree.Installed(actual, listed);
  }

  /**
   * Packages that the lockfile wants and the disk lacks: the resolver rarely takes them back, so
   * they can be fetched before it has said a word.
   */
  List<PackageNode> toFetch(Tree actual, Platform platform, Set<Diff.Omit> omit) {
    if (virtual == null) {
      return List.of();
    }
    List<PackageNode> lacking = new ArrayList<>();
    for (Node node : virtual.nodes().values()) {
      if (node instanceof PackageNode wanted
          && wanted.location().isInNodeModules()
          && !wanted.inBundle()
          && wanted.integrity() != null
          && !isOmitted(wanted, omit)
          && !isThere(actual.at(wanted.location()), wanted.integrity())
          && PlatformCheck.isSupported(wanted.manifest(), platform)) {
        lacking.add(wanted);
      }
    }
    return lacking;
  }

  private static boolean isThere(@Nullable Node actual, @Nullable Integrity integrity) {
    return actual instanceof PackageNode here
        && integrity != null
        && integrity.equals(here.integrity());
  }

  private static boolean isOmitted(PackageNode node, Set<Diff.Omit> omit) {
    return (node.has(DepFlag.DEV) && omit.contains(Diff.Omit.DEV))
        || (node.has(DepFlag.OPTIONAL) && omit.contains(Diff.Omit.OPTIONAL))
        || (node.has(DepFlag.PEER) && omit.contains(Diff.Omit.PEER));
  }
}
