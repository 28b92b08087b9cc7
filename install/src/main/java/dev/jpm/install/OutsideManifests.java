package dev.jpm.install;

import dev.jpm.cache.Label;
import dev.jpm.cache.StoredPackage;
import dev.jpm.fetcher.PackageContents;
import dev.jpm.fetcher.Tarball;
import dev.jpm.linker.ActualTree;
import dev.jpm.linker.Layout;
import dev.jpm.lockfile.PackageJsonFile;
import dev.jpm.lockfile.PackageLock;
import dev.jpm.model.Manifest;
import dev.jpm.model.Order;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.ContentsAnswer;
import dev.jpm.resolver.ManifestAnswer;
import dev.jpm.resolver.ManifestSource;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the resolver what no registry document holds: folders, tarballs, what lies in packages. */
final class OutsideManifests implements ManifestSource {
  private final Workbench bench;
  private final ProjectFiles project;
  private final GitPackages git;
  private final Downloads downloads;
  private volatile boolean asked;

  OutsideManifests(Workbench bench, ProjectFiles project, GitPackages git, Downloads downloads) {
    this.bench = bench;
    this.project = project;
    this.git = git;
    this.downloads = downloads;
  }

  /** Whether anything was asked for that may be another thing next time. */
  boolean wasAsked() {
    return asked;
  }

  @Override
  public ManifestAnswer folder(String path) {
    return guarded(() ->
        project
            .manifestIn(path)
            .<ManifestAnswer>map(found -> new ManifestAnswer.Found(found, null, null))
            .orElseGet(ManifestAnswer.Missing::new));
  }

  @Override
  public ManifestAnswer file(String path) {
    asked = true;
    Path file = project.folder().resolve(path).normalize();
    if (Files.isDirectory(file)) {
      return folder(path);
    }
    return Files.exists(file) ? tarball(file.toUri(), null) : new ManifestAnswer.Missing();
  }

  @Override
  public ManifestAnswer remote(String url) {
    return tarball(URI.create(url), url);
  }

  @Override
  public ManifestAnswer git(String spec) {
    return guarded(() -> {
      GitPackages.Packed packed = git.ofSpec(spec);
      return new ManifestAnswer.Found(
          PackageContents.manifest(packed.stored()), packed.commit().resolved(), null);
    });
  }

  @Override
  public ContentsAnswer contents(PackageNode node) {
    try {
      StoredPackage stored = downloads.await(node);
      Tree inside = ActualTree.scan(Layout.of(stored.folder()), node.manifest(), null).tree();
      List<Node> bundled =
          inside.nodes().values().stream().filter(found -> !found.location().isRoot()).toList();
      return new ContentsAnswer.Found(bundled, shrinkwrapped(stored, node.manifest()));
    } catch (JpmException e) {
      return new ContentsAnswer.Failed(e);
    }
  }

  /** What the lockfile that the package ships wants below it, holders before what they hold. */
  private static List<Node> shrinkwrapped(StoredPackage stored, Manifest manifest) {
    String text = PackageContents.shrinkwrap(stored).orElse(null);
    if (text == null) {
      return List.of();
    }
    String shown = "npm-shrinkwrap.json of " + manifest;
    List<Node> inside = new ArrayList<>();
    for (Node node : PackageLock.read(text, shown).tree(manifest).nodes().values()) {
      if (node.location().value().startsWith("..")) {
        throw JpmException.of(
            ErrorCode.EINVALIDLOCATION,
            "The " + shown + " has an entry outside the package: " + node.location().value());
      }
      if (node.location().isInNodeModules()) {
        inside.add(node);
      }
    }
    inside.sort(Order.byNumber(node -> node.location().value().split("/node_modules/", -1).length));
    return inside;
  }

  private ManifestAnswer tarball(URI url, @Nullable String resolved) {
    return guarded(() -> {
      StoredPackage stored =
          bench.tarballs().fetch(new Tarball(new Label("", ""), null, url, null));
      PackageJsonFile file = ProjectFiles.packageJsonIn(stored.folder());
      return file == null
          ? new ManifestAnswer.Missing()
          : new ManifestAnswer.Found(file.manifest(), resolved, stored.integrity());
    });
  }

  private interface Errand {
    ManifestAnswer run();
  }

  private ManifestAnswer guarded(Errand errand) {
    asked = true;
    try {
      return errand.run();
    } catch (JpmException e) {
      return new ManifestAnswer.Failed(e);
    }
  }
}
