package dev.jpm.cli.tree;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.fs.FileErrors;
import dev.jpm.install.ProjectFiles;
import dev.jpm.linker.ActualTree;
import dev.jpm.linker.Layout;
import dev.jpm.lockfile.PackageLock;
import dev.jpm.model.Manifest;
import dev.jpm.model.ManifestNormalizer;
import dev.jpm.model.Order;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.InstalledGraph;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What is installed where a call works, with all dependencies in it.
 *
 * @param path the folder that holds node_modules
 * @param layout where packages lie
 */
public record InstalledTree(Path path, boolean global, Graph graph, Layout layout) {

  /** What is on disk, as the hidden lockfile tells it where that can be trusted. */
  public static InstalledTree actual(Invocation call) {
    return actual(call, ActualTree::load);
  }

  /** What is on disk, every package.json read as a whole. */
  public static InstalledTree scanned(Invocation call) {
    return actual(call, ActualTree::scan);
  }

  private interface Reading {
    ActualTree read(Layout layout, Manifest root, @Nullable Tree locked);
  }

  private static InstalledTree actual(Invocation call, Reading reading) {
    Layout layout =
        call.global()
            ? Layout.global(call.project().globalPrefix())
            : Layout.of(call.project().localPrefix());
    Manifest root = call.global() ? empty() : root(layout.project());
    Optional<PackageLock> lock = call.global() ? Optional.empty() : lock(layout.project());
    Tree locked = lock.map(found -> found.tree(root)).orElse(null);
    return of(layout.asInstalled(), reading.read(layout, root, locked).tree());
  }

  /** What the lockfile says. Throws ENOLOCK where there is none. */
  public static InstalledTree virtual(Invocation call) {
    return virtual(call, _ -> {});
  }

  /**
   * The same.
   *
   * @param read hears of the lockfile before it is worked out what it means
   */
  public static InstalledTree virtual(Invocation call, Consumer<PackageLock> read) {
    Path folder = call.project().localPrefix();
    PackageLock lock =
        lock(folder)
            .orElseThrow(() ->
                JpmException.of(ErrorCode.ENOLOCK, "This command requires an existing lockfile.")
                    .withHint("Try creating one first with: jpm i --package-lock-only"));
    read.accept(lock);
    Tree tree =
        lock.tree(
            root(folder),
            place ->
                ManifestFile.readOrEmpty(folder.resolve(place.value()).resolve("package.json")));
    return of(Layout.of(folder), tree);
  }

  /**
   * What holds {@code node}: edges that find it and do, those of the project always. Workspaces and
   * other folders come last, as npm reads them last.
   */
  static List<GraphEdge> holders(GraphNode node) {
    return node.edgesIn().stream()
        .filter(edge -> edge.isValid() || edge.depender().isProjectRoot())
        .sorted(Order.by((GraphEdge edge) -> isOtherFolder(edge.depender())))
        .toList();
  }

  /** Whether {@code node} is a package folder outside node_modules, and not the project. */
  static boolean isOtherFolder(GraphNode node) {
    return node.isTop() && !node.isProjectRoot();
  }

  /** Where a package lies. */
  Path folder(GraphNode node) {
    return layout.folder(new Location(node.path()));
  }

  private static InstalledTree of(Layout layout, Tree tree) {
    Path folder = layout.project();
    String path = folder.toString().replace('\\', '/');
    if (layout.global()) {
      Graph graph = InstalledGraph.of(tree, path, Map.of(), true);
      return new InstalledTree(folder, true, graph, layout);
    }
    ProjectFiles project = ProjectFiles.load(folder, false);
    Tree readable = project.withNpmSpecs(tree);
    return new InstalledTree(
        folder, false, InstalledGraph.of(readable, path, project.workspaces(), false), layout);
  }

  private static Optional<PackageLock> lock(Path folder) {
    for (String name : new String[] {"npm-shrinkwrap.json", "package-lock.json"}) {
      Path file = folder.resolve(name);
      try {
        return Optional.of(PackageLock.read(Files.readString(file), file.toString()));
      } catch (NoSuchFileException e) {
        // The next name.
      } catch (IOException e) {
        throw FileErrors.of(e, "read", file);
      }
    }
    return Optional.empty();
  }

  private static Manifest root(Path folder) {
    Path file = folder.resolve("package.json");
    return Files.exists(file)
        ? ManifestNormalizer.ofPackageJson(ManifestFile.read(file).json())
        : empty();
  }

  private static Manifest empty() {
    return new Manifest(JsonNodeFactory.instance.objectNode());
  }
}
