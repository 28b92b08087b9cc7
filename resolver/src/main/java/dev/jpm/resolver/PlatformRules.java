package dev.jpm.resolver;

import dev.jpm.model.Manifest;
import dev.jpm.model.Platform;
import dev.jpm.model.PlatformCheck;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.error.JpmException.Because;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.resolver.ResolveOptions.Flag;
import dev.jpm.resolver.graph.DepSets;
import dev.jpm.resolver.graph.Flags;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Shipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Sees to what this platform cannot run, or what could not be loaded: optional packages become
 * inert together with what only they need; for others it is an error or a warning.
 */
final class PlatformRules {
  private final Settings settings;
  private final Platform platform;
  private final Platform host;

  PlatformRules(Settings settings) {
    this.settings = settings;
    this.platform = settings.options().platform();
    this.host = settings.options().host();
  }

  /**
   * Takes what could not be loaded out of what is installed.
   *
   * @throws JpmException the failure itself, where the package is required
   */
  static void dropFailed(Set<GraphNode> failures, Graph graph) {
    for (GraphNode node : failures) {
      JpmException failure = node.failure();
      if (failure == null || node.graph() != graph) {
        continue;
      }
      if (!node.flags().optional()) {
        throw asked(failure, node);
      }
      DepSets.optionalSet(node).forEach(member -> member.flags().markInert());
    }
  }

  /**
   * A package that failed may have given way to others; who needs it needs it all the same, unless
   * it lies outside the project: what that needs is never looked for. npm goes without, so that
   * whatever else it complains of comes first.
   *
   * @throws JpmException the failure
   */
  static void requireFailed(Set<GraphNode> failures, Graph graph) {
    for (GraphNode node : failures) {
      JpmException failure = node.failure();
      if (failure != null && node.graph() != graph) {
        requireNotMissing(node.name(), failure, graph);
      }
    }
  }

  private static void requireNotMissing(String name, JpmException failure, Graph graph) {
    for (GraphNode node : graph.nodes()) {
      GraphEdge edge = node.flags().optional() ? null : node.edgeNamed(name);
      if (edge != null
          && !edge.isOptional()
          && node.isDescendantOf(graph.root())
          && isUnmet(edge)) {
        throw failure.withBecause(AskedBy.of(edge));
      }
    }
  }

  /** A peer may have been overridden, and what a package ships is its own affair. */
  private static boolean isUnmet(GraphEdge edge) {
    return edge.problem() == GraphEdge.Problem.MISSING
        || (edge.problem() == GraphEdge.Problem.INVALID
            && !edge.isPeer()
            && !Shipped.inBundle(edge.depender())
            && !edge.isBundled());
  }

  /**
   * Checks engines and platforms of all nodes.
   *
   * @throws JpmException EBADPLATFORM, or EBADENGINE where engines are strict
   */
  void check(Graph graph) {
    for (GraphNode node : new ArrayList<>(graph.nodes())) {
      if (node.flags().optional()) {
        if (!node.flags().inert() && !isSuited(node)) {
          DepSets.optionalSet(node).forEach(member -> member.flags().markInert());
        }
      } else if (!isOmitted(node)) {
        checkEngine(node);
        checkPlatform(node);
      }
    }
  }

  private boolean isSuited(GraphNode node) {
    Manifest manifest = node.info().manifest();
    return PlatformCheck.isEngineSupported(manifest, platform)
        && PlatformCheck.isSupported(manifest, platform);
  }

  /** Whether nobody wants it on disk. */
  boolean isOmitted(GraphNode node) {
    Set<DepFlag> omit = settings.options().omit();
    if (omit.isEmpty() || !Placement.isOwn(node.top())) {
      return false;
    }
    Flags flags = node.flags();
    return (flags.peer() && omit.contains(DepFlag.PEER))
        || (flags.dev() && omit.contains(DepFlag.DEV))
        || (flags.optional() && omit.contains(DepFlag.OPTIONAL))
        || (flags.devOptional() && omit.contains(DepFlag.OPTIONAL) && omit.contains(DepFlag.DEV));
  }

  private void checkEngine(GraphNode node) {
    Manifest manifest = node.info().manifest();
    boolean rootWithDevEngines = node.isProjectRoot() && manifest.field("devEngines") != null;
    boolean suited =
        settings.has(Flag.FORCE)
            ? PlatformCheck.admitsVersion(manifest.engines().get("npm"), platform.npmVersion())
            : PlatformCheck.isEngineSupported(manifest, platform);
    if (rootWithDevEngines || suited) {
      return;
    }
    String message =
        "Unsupported engine: "
            + id(node)
            + " wants "
            + wants(manifest)
            + ", this is node "
            + platform.nodeVersion()
            + " and npm "
            + platform.npmVersion();
    if (settings.has(Flag.ENGINE_STRICT)) {
      throw asked(JpmException.of(ErrorCode.EBADENGINE, message), node)
          .withHint(
              "Use a Node.js that it takes, ask for another version of it, or leave out"
                  + " engine-strict");
    }
    settings.warnings().add("EBADENGINE", message);
  }

  private static String wants(Manifest manifest) {
    List<String> engines = new ArrayList<>();
    manifest.engines().forEach((engine, range) -> engines.add(engine + " " + range));
    return String.join(" and ", engines);
  }

  private void checkPlatform(GraphNode node) {
    Manifest manifest = node.info().manifest();
    if (settings.has(Flag.FORCE) || PlatformCheck.isSupported(manifest, host)) {
      return;
    }
    List<String> wants = new ArrayList<>();
    for (String key : new String[] {"os", "cpu", "libc"}) {
      List<String> list = manifest.platformList(key);
      if (!list.isEmpty()) {
        wants.add(key + " " + String.join(",", list));
      }
    }
    String sentence =
        "Unsupported platform for "
            + id(node)
            + ": wanted "
            + String.join(", ", wants)
            + " (current: os "
            + host.os()
            + ", cpu "
            + host.cpu()
            + (host.libc() == null ? "" : ", libc " + host.libc())
            + ")";
    throw asked(JpmException.of(ErrorCode.EBADPLATFORM, sentence), node)
        .withHint(
            "Who asks for it can make it an optional dependency; --force installs it all the same");
  }

  private static JpmException asked(JpmException error, GraphNode node) {
    Because asked = AskedBy.of(node);
    return asked == null ? error : error.withBecause(asked);
  }

  private static String id(GraphNode node) {
    String own = node.packageName();
    return (own == null ? node.name() : own) + "@" + node.versionText();
  }
}
