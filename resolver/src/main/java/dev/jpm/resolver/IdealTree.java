package dev.jpm.resolver;

import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.EdgeFindings;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.Resolution.Added;
import dev.jpm.resolver.ResolveOptions.Flag;
import dev.jpm.resolver.StartingTree.Installed;
import dev.jpm.resolver.StartingTree.Locked;
import dev.jpm.resolver.StartingTree.Nothing;
import dev.jpm.resolver.UserRequests.Request;
import dev.jpm.resolver.graph.FlagCalculator;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Moves;
import dev.jpm.resolver.graph.Nodes;
import dev.jpm.resolver.graph.Specs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tree that should be: from package.json, what is known already, and what the user asked
 * for, to where every package stands. Same input and same registry, same tree, always. Not
 * thread-safe; blocks on its sources; a resolution never changes what it was given.
 */
public final class IdealTree {
  private final PackumentSource packuments;
  private final ManifestSource manifests;
  private final PickListener picks;
  private final VersionPicker picker;

  /**
   * Builds from these sources.
   *
   * @param picker may serve others too, so that what it reads from packuments is read once
   */
  public IdealTree(
      PackumentSource packuments,
      ManifestSource manifests,
      PickListener picks,
      VersionPicker picker) {
    this.packuments = packuments;
    this.manifests = manifests;
    this.picks = picks;
    this.picker = picker;
  }

  /**
   * The ideal tree for {@code request}, or why peers contradict.
   *
   * @throws dev.jpm.model.error.JpmException E404, ETARGET, ENOVERSIONS where something required
   *     cannot be had; EBADPLATFORM, EBADENGINE; EOVERRIDE; or what a source failed with
   */
  public Resolution resolve(ResolveRequest request) {
    try {
      return new Run(request).resolve();
    } catch (ConflictException conflict) {
      return new Resolution.Conflict(conflict.conflict());
    }
  }

  /** One resolution. */
  private final class Run {
    private final ResolveRequest request;
    private final Settings settings;
    private final Specs specs;
    private final Nodes nodes;
    private final Sources sources;
    private final GraphNode root;
    private final Graph graph;

    Run(ResolveRequest request) {
      ResolveOptions options = request.options();
      this.request = request;
      this.settings = new Settings(options, request.changes());
      this.specs =
          new Specs(
              request.projectPath(), options.has(Flag.INSTALL_LINKS), options.has(Flag.GLOBAL));
      this.nodes =
          new Nodes(
              specs, options.has(Flag.LEGACY_PEER_DEPS), options.has(Flag.IGNORE_SHRINKWRAPS));
      this.sources = new Sources(packuments, manifests, picks, picker, options);
      this.root = nodes.root(rootName(), request.root());
      this.graph = root.graph();
    }

    private String rootName() {
      String path = request.projectPath();
      String name = request.root().name();
      String folder = path.substring(path.lastIndexOf('/') + 1);
      return folder.isEmpty() ? (name == null ? "root" : name) : folder;
    }

    Resolution resolve() {
      root.loadWorkspaces(request.workspaces());
      load();
      if (looksAtDisk()) {
        assertOverrides();
      }
      VersionPreferences preferences =
          request.start() instanceof Nothing nothing
              ? nothing.preferences()
              : VersionPreferences.NONE;
      Candidates candidates =
          new Candidates(settings, nodes, sources, preferences, graph, request.workspaces());
      Contents contents = new Contents(settings, nodes, manifests);
      TreeBuilder builder = new TreeBuilder(settings, nodes, sources, candidates, contents, graph);
      if (request.start() instanceof Locked locked && locked.lockfileVersion() < 2) {
        new OldLockfile(settings, nodes, sources).inflate(graph);
      }
      builder.queueProblems();
      UserRequests requests =
          new UserRequests(settings, nodes, sources, graph, request.projectPath());
      assertOverrides();
      requests.apply(builder, request.workspaces());
      assertOverrides();
      builder.build();
      PlatformRules rules = new PlatformRules(settings);
      calculateFlags(builder);
      if (isPruned(builder)) {
        // A lockfile that nothing was changed in is taken at its word of what lies in bundles.
        builder.pruneExtraneous(isMutated(builder) || settings.has(Flag.PRUNE));
      }
      PlatformRules.dropFailed(builder.failures(), graph);
      rules.check(graph);
      new BundleFlags(rules, contents, graph).open();
      PlatformRules.requireFailed(builder.failures(), graph);
      return resolved(requests);
    }

    private void load() {
      switch (request.start()) {
        case Nothing _ -> loadWorkspaces();
        case Locked locked -> {
          Map<String, Manifest> entries = new HashMap<>();
          for (Node node : locked.tree().nodes().values()) {
            if (node instanceof Node.PackageNode found) {
              entries.put(found.location().value(), found.manifest());
            }
          }
          specs.lockEntries(entries);
          new TreeLoader(nodes, root, this::folderManifest).load(locked.tree());
        }
        case Installed installed -> {
          new TreeLoader(nodes, root, _ -> null).load(installed.tree());
          loadWorkspaces();
        }
      }
    }

    /** Without a lockfile npm begins with what is on disk, unless all is to be resolved anew. */
    private boolean looksAtDisk() {
      return !(request.start() instanceof Locked) && !request.changes().updateAll();
    }

    /** Workspaces on disk are known before links lead to them. */
    private void loadWorkspaces() {
      if (!looksAtDisk()) {
        return;
      }
      for (String path : request.workspaces().values()) {
        if (graph.at(path) == null
            && manifests.folder(path) instanceof ManifestAnswer.Found found) {
          String folder = path.substring(path.lastIndexOf('/') + 1);
          Moves.attachTop(nodes.workspace(folder, path, found.manifest(), root), graph);
        }
      }
    }

    /** A workspace's package.json may have changed since the lockfile was written. */
    private @Nullable Manifest folderManifest(String path) {
      return manifests.folder(path) instanceof ManifestAnswer.Found found ? found.manifest() : null;
    }

    /** A rule of overrides may not contradict what the project itself asks for. */
    private void assertOverrides() {
      if (root.overrides() == null) {
        return;
      }
      for (GraphEdge edge : root.edges()) {
        if (edge.isOverridden()) {
          throw JpmException.of(
                  ErrorCode.EOVERRIDE,
                  "Override for "
                      + edge.name()
                      + "@"
                      + edge.rawSpec()
                      + " conflicts with direct dependency")
              .withHint(
                  "overrides of package.json says "
                      + edge.name()
                      + "@\""
                      + edge.spec()
                      + "\", and the project itself asks for "
                      + edge.name()
                      + "@\""
                      + edge.rawSpec()
                      + "\": make both the same, or write \"$"
                      + edge.name()
                      + "\" in overrides");
        }
      }
    }

    private void calculateFlags(TreeBuilder builder) {
      boolean still = !isMutated(builder) && !settings.has(Flag.PRUNE);
      if (still
          && request.start() instanceof Installed(Tree tree, boolean listed)
          && listed
          && ListedFlags.fit(root, request.root())) {
        ListedFlags.apply(tree, graph);
      } else {
        FlagCalculator.calculate(graph);
      }
    }

    private boolean isMutated(TreeBuilder builder) {
      return builder.isChanged() || request.changes().mutate();
    }

    /** Where nothing was there before, nothing can have become superfluous. */
    private boolean isPruned(TreeBuilder builder) {
      if (settings.has(Flag.PRUNE) || settings.has(Flag.KEEP_EXTRANEOUS)) {
        return settings.has(Flag.PRUNE);
      }
      boolean mutated = isMutated(builder);
      return switch (request.start()) {
        case Locked _ -> true;
        case Nothing nothing -> nothing.lockfileExists() && mutated;
        case Installed installed -> installed.tree().nodes().size() > 1 && mutated;
      };
    }

    private EdgeFindings findings() {
      Map<Location, Map<String, String>> overridden = new HashMap<>();
      Map<Location, Set<String>> unmet = new HashMap<>();
      for (GraphNode node : graph.nodes()) {
        Location place = new Location(node.path());
        for (GraphEdge edge : node.edges()) {
          if (edge.isOverridden()) {
            overridden.computeIfAbsent(place, _ -> new HashMap<>()).put(edge.name(), edge.spec());
          }
          if (!edge.isValid()) {
            unmet.computeIfAbsent(place, _ -> new HashSet<>()).add(edge.name());
          }
        }
      }
      return new EdgeFindings(overridden, unmet, settings.has(Flag.LEGACY_PEER_DEPS));
    }

    private Resolution resolved(UserRequests requests) {
      Set<GraphNode> saved =
          settings.has(Flag.SAVE)
              ? new SavedSpecs(settings, nodes, graph).save(requests.requests(), requests.edited())
              : Set.of();
      LinkedHashMap<Location, Manifest> manifestsToSave = new LinkedHashMap<>();
      for (GraphNode project : saved) {
        manifestsToSave.put(new Location(project.path()), project.info().manifest());
      }
      List<Added> added = new ArrayList<>();
      for (Request asked : requests.requests()) {
        GraphEdge edge = asked.project().edgeNamed(asked.name());
        GraphNode to = edge == null ? null : edge.to();
        if (to != null) {
          added.add(
              new Added(
                  new Location(asked.project().path()), asked.name(), new Location(to.path())));
        }
      }
      return new Resolution.Resolved(
          Freezer.freeze(graph), manifestsToSave, findings(), added, settings.told());
    }
  }
}
