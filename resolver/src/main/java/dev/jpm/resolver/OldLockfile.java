package dev.jpm.resolver;

import dev.jpm.model.PackageName;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.Spec;
import dev.jpm.resolver.Sources.Loaded;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Nodes;
import dev.jpm.resolver.graph.Shipped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fetches what lockfiles of npm 6 and before do not say about their packages. */
final class OldLockfile {
  private final Settings settings;
  private final Nodes nodes;
  private final Sources sources;

  OldLockfile(Settings settings, Nodes nodes, Sources sources) {
    this.settings = settings;
    this.nodes = nodes;
    this.sources = sources;
  }

  /** Gives every package of the graph its whole manifest, where that can be had. */
  void inflate(Graph graph) {
    settings
        .warnings()
        .add(
            "old lockfile",
            "The package-lock.json file was created with an old version of npm, so supplemental"
                + " metadata must be fetched from the registry. This is a one-time fix-up");
    for (GraphNode node : new ArrayList<>(graph.nodes())) {
      prefetch(node);
    }
    Map<GraphNode, Loaded> known = new LinkedHashMap<>();
    for (GraphNode node : new ArrayList<>(graph.nodes())) {
      Spec spec = spec(node);
      if (spec == null) {
        continue;
      }
      Loaded loaded = sources.load(node.name(), spec, null, true);
      if (loaded.failure() == null) {
        node.replaceInfo(nodes.info(loaded.manifest()));
        known.put(node, loaded);
      } else {
        settings
            .warnings()
            .add(
                "old lockfile",
                "Could not fetch metadata for " + node.name() + "@" + node.versionText());
      }
    }
    known.forEach((node, loaded) -> {
      // Who bundles what is known only now.
      if (node.integrity() == null && !Shipped.inBundle(node)) {
        node.origin(node.resolved(), loaded.integrity());
      }
    });
  }

  private void prefetch(GraphNode node) {
    Spec spec = spec(node);
    if (spec != null) {
      sources.prefetch(node.name(), spec);
    }
  }

  private static @Nullable Spec spec(GraphNode node) {
    if (node.parent() == null || node.isLink() || node.versionText().isEmpty()) {
      return null;
    }
    String own = node.packageName() == null ? node.name() : node.packageName();
    try {
      return Spec.parse(PackageName.parse(own).value(), node.versionText());
    } catch (JpmException unreadable) {
      return null;
    }
  }
}
