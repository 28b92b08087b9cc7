package dev.jpm.resolver;

import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.DirectorySpec;
import dev.jpm.model.spec.Spec.FileSpec;
import dev.jpm.model.spec.Spec.TagSpec;
import dev.jpm.model.tree.Paths;
import dev.jpm.resolver.Sources.Loaded;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Nodes;
import dev.jpm.resolver.graph.Shipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies what the user asked to add, remove and update to the projects of the tree. */
final class UserRequests {
  /** One spec with the name found out, and the project it is added to. */
  record Request(GraphNode project, String name, String spec) {}

  private final Settings settings;
  private final Nodes nodes;
  private final Sources sources;
  private final Graph graph;
  private final String projectPath;
  private final List<Request> requests = new ArrayList<>();
  private final List<GraphNode> edited = new ArrayList<>();

  UserRequests(Settings settings, Nodes nodes, Sources sources, Graph graph, String projectPath) {
    this.settings = settings;
    this.nodes = nodes;
    this.sources = sources;
    this.graph = graph;
    this.projectPath = projectPath;
  }

  /** What was asked to be added. */
  List<Request> requests() {
    return requests;
  }

  /** The projects whose package.json was changed. */
  List<GraphNode> edited() {
    return edited;
  }

  /** Applies all to every project meant, and queues them. */
  void apply(TreeBuilder builder, Map<String, String> workspaces) {
    checkNames();
    queueUpdates(builder);
    for (GraphNode project : projects(workspaces)) {
      edit(project);
      builder.queue(project);
    }
  }

  private List<GraphNode> projects(Map<String, String> workspaces) {
    Changes changes = settings.changes();
    if (changes.workspaces().isEmpty()) {
      return List.of(graph.root());
    }
    List<GraphNode> projects = new ArrayList<>();
    for (String name : changes.workspaces()) {
      String folder = workspaces.get(name);
      GraphNode node = folder == null ? null : graph.at(folder);
      if (node == null) {
        settings
            .warnings()
            .add(
                "workspaces",
                folder == null
                    ? name + " in filter set, but not in workspaces"
                    : name + " in filter set, but no workspace folder present");
      } else {
        projects.add(node);
      }
    }
    if (changes.includeRoot()) {
      projects.add(graph.root());
    }
    return projects;
  }

  private void checkNames() {
    for (String name : settings.changes().updateNames()) {
      if (PackageName.tryParse(name).isEmpty()) {
        throw JpmException.of(
            ErrorCode.EUPDATEARGS, "Update arguments must only contain package names: " + name);
      }
    }
  }

  private void queueUpdates(TreeBuilder builder) {
    for (String name : settings.changes().updateNames()) {
      for (GraphNode node : graph.named(name)) {
        if (!node.isTop() && !Shipped.inDepBundle(node) && !Shipped.inShrinkwrap(node)) {
          for (GraphEdge edge : node.edgesIn()) {
            builder.queue(edge.depender());
          }
        }
      }
    }
  }

  private void edit(GraphNode project) {
    Changes changes = settings.changes();
    if (changes.add().isEmpty() && changes.remove().isEmpty()) {
      return;
    }
    ProjectManifest manifest = new ProjectManifest(project.info().manifest(), settings.warnings());
    manifest.remove(changes.remove());
    List<Request> mine = new ArrayList<>();
    for (String argument : changes.add()) {
      mine.add(request(project, argument));
    }
    for (Request request : mine) {
      manifest.add(request.name(), request.spec(), changes.saveType(), changes.saveBundle());
    }
    project.replaceInfo(nodes.info(manifest.manifest()));
    for (Request request : mine) {
      GraphEdge edge = project.edgeNamed(request.name());
      if (edge != null) {
        settings.explicit().add(edge);
      }
    }
    requests.addAll(mine);
    edited.add(project);
  }

  /** Finds out the name that a spec's package goes by. */
  private Request request(GraphNode project, String argument) {
    Spec spec = Spec.parseArgument(argument);
    String place =
        switch (spec) {
          case DirectorySpec folder -> Paths.resolve("", folder.path(), projectPath);
          case FileSpec file -> Paths.resolve("", file.path(), projectPath);
          default -> null;
        };
    PackageName named = spec.name();
    String name = named == null ? null : named.value();
    String raw = spec.raw();
    if (name == null || spec instanceof TagSpec) {
      Loaded loaded = loaded(spec, place);
      name = loaded.manifest().name();
      if (name == null) {
        name = nameFromPlace(place, argument);
      }
      if (spec instanceof TagSpec) {
        raw = String.valueOf(loaded.manifest().version());
      }
    }
    if (place != null) {
      raw = "file:" + Paths.between(project.path(), place);
    }
    return new Request(project, name, raw);
  }

  private Loaded loaded(Spec spec, @Nullable String place) {
    Loaded loaded =
        spec instanceof DirectorySpec && place != null
            ? folder(place)
            : sources.load("", spec, place, true);
    if (loaded.failure() != null) {
      throw loaded.failure();
    }
    return loaded;
  }

  private Loaded folder(String place) {
    return switch (sources.manifests().folder(place)) {
      case ManifestAnswer.Found found -> new Loaded(found.manifest(), null, null, null);
      case ManifestAnswer.Failed failed ->
          new Loaded(Nodes.noManifest(), null, null, failed.error());
      case ManifestAnswer.Missing _ ->
          new Loaded(
              Nodes.noManifest(),
              null,
              null,
              JpmException.of(ErrorCode.ENOENT, "Could not read package.json in " + place));
    };
  }

  private static String nameFromPlace(@Nullable String place, String argument) {
    if (place == null || place.isEmpty()) {
      throw JpmException.of(
          ErrorCode.EINVALIDPACKAGENAME, "The package at " + argument + " has no name");
    }
    return place.substring(place.lastIndexOf('/') + 1);
  }
}
