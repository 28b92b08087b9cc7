package dev.jpm.lockfile;

import dev.jpm.lockfile.Edges.Wanted;
import dev.jpm.model.Integrity;
import dev.jpm.model.LocaleOrder;
import dev.jpm.model.Order;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The nested {@code dependencies} of lockfiles of version 1 and 2, which npm 6 reads. */
final class LegacySection {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Tree tree;
  private final Edges edges;
  private final LockWriter.Options options;
  private final Map<Location, List<Node>> children = new HashMap<>();

  LegacySection(Tree tree, Edges edges, LockWriter.Options options) {
    this.tree = tree;
    this.edges = edges;
    this.options = options;
    for (Node node : tree.nodes().values()) {
      if (node.location().isInNodeModules()) {
        children.computeIfAbsent(node.location().holder(), _ -> new ArrayList<>()).add(node);
      }
    }
  }

  ObjectNode dependencies() {
    return dependencies(Location.ROOT, List.of());
  }

  private ObjectNode dependencies(Location holder, List<Location> above) {
    ObjectNode dependencies = JSON.objectNode();
    List<Location> path = new ArrayList<>(above);
    path.add(holder);
    for (Node child : children.getOrDefault(holder, List.of())) {
      Location content = child instanceof LinkNode link ? link.target() : child.location();
      if (!above.contains(content)) {
        dependencies.set(child.location().folderName(), entry(child, content, path));
      }
    }
    return dependencies;
  }

  private ObjectNode entry(Node node, Location content, List<Location> path) {
    ObjectNode lock = JSON.objectNode();
    switch (node) {
      case LinkNode link -> {
        lock.put("version", "file:" + link.target());
        if (node.has(DepFlag.EXTRANEOUS)) {
          lock.put("extraneous", true);
        }
      }
      case PackageNode there -> {
        addSource(there, lock);
        LockWriter.addFlags(there, lock);
      }
    }
    if (tree.at(content) instanceof PackageNode depender) {
      SequencedMap<String, Wanted> wanted = Edges.requirements(depender, options.findings());
      if (!wanted.isEmpty()) {
        lock.set("requires", requires(depender.location(), wanted));
      }
    }
    ObjectNode nested = dependencies(content, path);
    if (!nested.isEmpty()) {
      lock.set("dependencies", nested);
    }
    return lock;
  }

  private void addSource(PackageNode node, ObjectNode lock) {
    String resolved = node.resolved();
    Spec source = resolved == null ? null : parsed(resolved);
    Edges.Edge edge = firstEdge(node.location());
    Spec spec = edge == null ? source : parsed(edge.name(), edge.spec());
    String version = node.manifest().version();
    if (spec instanceof Spec.FileSpec || spec instanceof Spec.RemoteSpec) {
      lock.put("version", spec.saveSpec());
    } else if (spec instanceof Spec.GitSpec || source instanceof Spec.GitSpec) {
      lock.put("version", resolved);
      lock.put("from", edge == null || spec == null ? resolved : edge.name() + "@" + spec.raw());
    } else if (!node.packageName().equals(node.location().folderName())) {
      lock.put("version", "npm:" + node.packageName() + "@" + version);
    } else if (version != null && !version.isEmpty()) {
      lock.put("version", version);
    }
    if (node.inBundle()) {
      lock.put("bundled", true);
    }
    boolean fromRegistry =
        resolved != null && isRegistryLike(spec) && (source == null || isTarballUrl(source));
    if (fromRegistry && !options.omitRegistryResolved()) {
      lock.put("resolved", resolved);
    }
    Integrity integrity = node.integrity();
    if (integrity != null) {
      lock.put("integrity", integrity.value());
    }
  }

  private static boolean isRegistryLike(@Nullable Spec spec) {
    return spec != null && spec.isRegistry();
  }

  private static boolean isTarballUrl(Spec source) {
    return source instanceof Spec.RemoteSpec || source.isRegistry();
  }

  /**
   * Of the edges that are met, the one from nearest the root, then first by where it comes from.
   */
  private Edges.@Nullable Edge firstEdge(Location location) {
    return edges.to(location).stream()
        .filter(Edges.Edge::met)
        .min(
            Order.then(
                Order.byNumber((Edges.Edge edge) -> depth(edge.from().location())),
                Order.by(edge -> tail(edge.from().location()), LocaleOrder.ENGLISH)))
        .orElse(null);
  }

  private static int depth(Location location) {
    return location.value().split("node_modules", -1).length;
  }

  private static String tail(Location location) {
    String value = location.value();
    int at = value.lastIndexOf("node_modules");
    return at < 0 ? value : value.substring(at + "node_modules".length());
  }

  /** Peers are left out, which npm 6 does not know; who has none but those has an empty list. */
  private ObjectNode requires(Location from, SequencedMap<String, Wanted> all) {
    ObjectNode requires = JSON.objectNode();
    all.forEach((name, wanted) -> {
      if (!wanted.peer()) {
        requires.put(name, spelled(options.findings().spec(from, name, wanted.spec())));
      }
    });
    return requires;
  }

  private static String spelled(String spec) {
    return spec.startsWith("file:") && !spec.startsWith("file:/")
        ? "file:" + PathText.normalized(spec.substring("file:".length()))
        : spec;
  }

  private static @Nullable Spec parsed(String argument) {
    try {
      return Spec.parseArgument(argument);
    } catch (JpmException _) {
      return null;
    }
  }

  private static @Nullable Spec parsed(String name, String raw) {
    try {
      return Spec.parse(name, raw);
    } catch (JpmException _) {
      return null;
    }
  }
}
