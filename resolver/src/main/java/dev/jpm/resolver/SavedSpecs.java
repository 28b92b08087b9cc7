package dev.jpm.resolver;

import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.AliasSpec;
import dev.jpm.model.spec.Spec.DirectorySpec;
import dev.jpm.model.spec.Spec.FileSpec;
import dev.jpm.model.spec.Spec.GitSpec;
import dev.jpm.model.spec.Spec.RangeSpec;
import dev.jpm.model.spec.Spec.RegistrySpec;
import dev.jpm.model.spec.Spec.RemoteSpec;
import dev.jpm.model.tree.EdgeType;
import dev.jpm.model.tree.Paths;
import dev.jpm.resolver.UserRequests.Request;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes into package.json what was asked for, as npm would save it. */
final class SavedSpecs {
  private final Settings settings;
  private final Nodes nodes;
  private final Graph graph;

  SavedSpecs(Settings settings, Nodes nodes, Graph graph) {
    this.settings = settings;
    this.nodes = nodes;
    this.graph = graph;
  }

  /** Saves the requests, and updated direct dependencies; all projects that then are different. */
  Set<GraphNode> save(List<Request> requests, List<GraphNode> edited) {
    Map<GraphNode, ProjectManifest> manifests = new LinkedHashMap<>();
    Set<GraphNode> changed = new LinkedHashSet<>(edited);
    if (settings.changes().updateAll()) {
      updated(null).forEach(request -> save(request, manifests));
    } else {
      requests.forEach(request -> save(request, manifests));
      if (!settings.changes().updateNames().isEmpty()) {
        updated(settings.changes().updateNames()).forEach(request -> save(request, manifests));
      }
    }
    manifests.forEach((project, manifest) -> {
      project.replaceInfo(nodes.info(manifest.manifest()));
      changed.add(project);
    });
    return changed;
  }

  /** The direct dependencies that an update may have moved. */
  private List<Request> updated(@Nullable List<String> names) {
    List<Request> found = new ArrayList<>();
    for (GraphNode node : graph.nodes()) {
      GraphNode holder = node.resolveParent();
      boolean direct = holder != null && holder.isProjectRoot();
      if (!direct || (names != null && !names.contains(node.name())) || isExact(node)) {
        continue;
      }
      for (GraphEdge edge : node.edgesIn()) {
        found.add(new Request(edge.depender(), node.name(), edge.rawSpec()));
      }
    }
    return found;
  }

  /** Whether someone asks for exactly this version. */
  private static boolean isExact(GraphNode node) {
    Version version = node.version();
    Range exactly = version == null ? null : Range.tryParse(version.toString()).orElse(null);
    for (GraphEdge edge : node.edgesIn()) {
      Range asked = Range.tryParse(edge.spec()).orElse(null);
      if (exactly != null && asked != null && asked.isSubsetOf(exactly)) {
        return true;
      }
    }
    return false;
  }

  private void save(Request request, Map<GraphNode, ProjectManifest> manifests) {
    GraphNode project = request.project();
    GraphEdge edge = project.edgeNamed(request.name());
    GraphNode child = edge == null ? null : edge.to();
    if (edge == null || child == null || !project.isTop()) {
      return;
    }
    Spec spec = nodes.specs().parsed(request.name(), edge.spec());
    if (spec == null) {
      return;
    }
    ProjectManifest manifest =
        manifests.computeIfAbsent(
            project, p -> new ProjectManifest(p.info().manifest(), settings.warnings()));
    String saved = saved(spec, edge, child);
    boolean local = spec instanceof DirectorySpec || spec instanceof FileSpec;
    write(manifest, request.name(), saved, local);
  }

  private void write(ProjectManifest manifest, String name, String spec, boolean local) {
    SaveType type = settings.changes().saveType();
    if (type != null) {
      manifest.set(type.section(), name, spec);
      if (type == SaveType.PROD) {
        manifest.drop("optionalDependencies", name, null);
      }
      return;
    }
    setIfThere(manifest, "dependencies", name, spec);
    boolean dev = manifest.has("devDependencies", name);
    if (dev) {
      manifest.set("devDependencies", name, spec);
    }
    for (String section : new String[] {"peerDependencies", "optionalDependencies"}) {
      String old = manifest.get(section, name);
      if (old != null && (!dev || local || !intersect(spec, old))) {
        manifest.set(section, name, spec);
      }
    }
  }

  private static void setIfThere(
      ProjectManifest manifest, String section, String name, String spec) {
    if (manifest.has(section, name)) {
      manifest.set(section, name, spec);
    }
  }

  private static boolean intersect(String one, String other) {
    Range first = Range.tryParse(one).orElse(null);
    Range second = Range.tryParse(other).orElse(null);
    return first != null && second != null && first.intersects(second);
  }

  private String saved(Spec spec, GraphEdge edge, GraphNode child) {
    return switch (spec) {
      case AliasSpec alias -> ranged(alias.subSpec(), edge, child);
      case RegistrySpec registry -> ranged(registry, edge, child);
      case GitSpec git ->
          git.hosted() == null || git.hosted().auth() != null
              ? git.saveSpec()
              : HostedShortcut.of(git);
      case DirectorySpec folder -> local(folder.path(), edge, child);
      case FileSpec file -> local(file.path(), edge, child);
      case RemoteSpec remote -> remote.saveSpec();
    };
  }

  private String ranged(RegistrySpec spec, GraphEdge edge, GraphNode child) {
    String prefixed = prefixed(child);
    String text = spec.raw().strip();
    boolean kept =
        spec instanceof RangeSpec range
            && !text.equals("*")
            && !Range.tryParseLoose(prefixed)
                .map(wide -> wide.isSubsetOf(range.range()))
                .orElse(false);
    String range = kept ? text : prefixed;
    String own = child.packageName();
    return own == null || own.equals(edge.name()) ? range : "npm:" + own + "@" + range;
  }

  private String prefixed(GraphNode child) {
    String version = child.versionText();
    return version.isEmpty() ? "*" : settings.options().savePrefix() + version;
  }

  private String local(String path, GraphEdge edge, GraphNode child) {
    if (edge.type() == EdgeType.WORKSPACE) {
      return prefixed(child);
    }
    String place = nodes.specs().place(edge, path);
    return "file:" + Paths.between(edge.depender().path(), place);
  }
}
