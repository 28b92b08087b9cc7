package dev.jpm.install;

import dev.jpm.cache.StoredPackage;
import dev.jpm.fetcher.CacheMode;
import dev.jpm.fetcher.git.GitCommit;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.GitSpec;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Packages in git repositories. Each commit is checked out, prepared where its scripts may run,
 * packed and kept in the store once per machine; what is kept is found again without git.
 */
final class GitPackages {
  private final Workbench bench;
  private final GitPreparation preparation;
  private final Map<String, StoredPackage> packages = new ConcurrentHashMap<>();

  /** Folders within repositories, which a lockfile's {@code resolved} does not tell. */
  private final Map<String, String> subdirectories = new ConcurrentHashMap<>();

  GitPackages(Workbench bench, GitPreparation preparation) {
    this.bench = bench;
    this.preparation = preparation;
  }

  /** A commit and the package that was made of it. */
  record Packed(GitCommit commit, StoredPackage stored) {}

  /** The package that {@code raw} means, a spec as a dependent writes it. */
  Packed ofSpec(String raw) {
    GitCommit commit = resolve(parse(raw));
    StoredPackage stored = ofCommit(commit);
    String folder = commit.spec().subdirectory();
    if (folder != null) {
      subdirectories.put(place(commit.resolved(), stored.label().name()), folder);
    }
    return new Packed(commit, stored);
  }

  /** Whether {@code node} comes from a repository. */
  static boolean isSourceOf(PackageNode node) {
    return node.resolved() != null && node.resolved().startsWith("git");
  }

  /** The package of a node whose {@code resolved} tells a commit. */
  StoredPackage ofNode(PackageNode node) {
    String resolved = String.valueOf(node.resolved());
    GitSpec spec = parse(resolved);
    String folder = subdirectories.get(place(resolved, node.packageName()));
    return ofCommit(resolve(folder == null ? spec : in(spec, folder)));
  }

  /** Learns from what dependents ask for which folders of repositories a lockfile means. */
  void learn(Tree tree) {
    for (var node : tree.nodes().values()) {
      if (node instanceof PackageNode from) {
        Manifest manifest = from.manifest();
        for (Map<String, String> dependencies :
            List.of(
                manifest.dependencies(),
                manifest.optionalDependencies(),
                manifest.devDependencies(),
                manifest.peerDependencies())) {
          dependencies.forEach((name, spec) -> learn(tree, from, name, spec));
        }
      }
    }
  }

  private void learn(Tree tree, PackageNode from, String name, String raw) {
    String folder = raw.contains("path:") ? folderOf(name, raw) : null;
    if (folder != null
        && tree.resolve(from.location(), name) instanceof PackageNode to
        && to.resolved() != null) {
      subdirectories.put(place(to.resolved(), to.packageName()), folder);
    }
  }

  private static @Nullable String folderOf(String name, String raw) {
    try {
      return Spec.parse(name, raw) instanceof GitSpec git ? git.subdirectory() : null;
    } catch (JpmException e) {
      return null;
    }
  }

  private static String place(String resolved, String packageName) {
    return resolved + " " + packageName;
  }

  private static GitSpec in(GitSpec spec, String folder) {
    return new GitSpec(
        spec.name(),
        spec.raw(),
        spec.saveSpec(),
        spec.hosted(),
        spec.url(),
        spec.committish(),
        spec.range(),
        folder);
  }

  private static GitSpec parse(String raw) {
    if (Spec.parse("package", raw) instanceof GitSpec git) {
      return git;
    }
    throw JpmException.of(ErrorCode.EUNSUPPORTEDPROTOCOL, "Not a git repository: " + raw);
  }

  private GitCommit resolve(GitSpec spec) {
    if (CacheMode.of(bench.settings()) == CacheMode.OFFLINE && !GitCommit.isTold(spec)) {
      throw notCached(spec.raw());
    }
    return bench.repositories().resolve(spec);
  }

  private StoredPackage ofCommit(GitCommit commit) {
    String folder = commit.spec().subdirectory();
    String key = "git " + commit.resolved() + (folder == null ? "" : " " + folder);
    return packages.computeIfAbsent(key, k -> kept(commit, k).orElseGet(() -> made(commit, k)));
  }

  /** What earlier installs have made, if it is what this one would make. */
  private Optional<StoredPackage> kept(GitCommit commit, String key) {
    boolean mayPrepare = preparation.isAllowed(commit);
    if (mayPrepare) {
      Optional<StoredPackage> prepared = bench.store().findAlias(key + " prepared");
      if (prepared.isPresent()) {
        return prepared;
      }
    }
    return bench
        .store()
        .findAlias(key)
        .filter(stored ->
            !mayPrepare || !GitPreparation.isNeeded(PackageFolder.manifest(stored.folder())));
  }

  private StoredPackage made(GitCommit commit, String key) {
    if (CacheMode.of(bench.settings()) == CacheMode.OFFLINE) {
      throw notCached(commit.resolved());
    }
    GitCheckout checkout = new GitCheckout(bench, commit);
    try {
      Manifest manifest = PackageFolder.manifest(checkout.folder());
      boolean prepared = preparation.run(commit, checkout.folder(), manifest);
      StoredPackage stored = PackageFolder.store(bench, checkout.folder(), checkout.spare());
      bench.store().putAlias(prepared ? key + " prepared" : key, stored.integrity());
      return stored;
    } finally {
      checkout.remove();
    }
  }

  private static JpmException notCached(String what) {
    return JpmException.of(
        ErrorCode.ENOTCACHED, "Asking a repository is forbidden by --offline: " + what);
  }
}
