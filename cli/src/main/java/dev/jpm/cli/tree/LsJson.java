package dev.jpm.cli.tree;

import dev.jpm.cli.command.JsonValues;
import dev.jpm.cli.tree.TreeList.Listing;
import dev.jpm.resolver.graph.GraphNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code ls --json} prints. */
final class LsJson {
  private final InstalledTree tree;
  private final boolean longer;

  LsJson(InstalledTree tree, boolean longer) {
    this.tree = tree;
    this.longer = longer;
  }

  Map<String, @Nullable Object> of(Listing listing) {
    Map<String, @Nullable Object> root = item(listing.root());
    Map<String, @Nullable Object> ordered = new LinkedHashMap<>(root);
    if (!listing.problems().isEmpty()) {
      ordered.remove("dependencies");
      ordered.put("problems", listing.problems());
      if (root.containsKey("dependencies")) {
        ordered.put("dependencies", root.get("dependencies"));
      }
    }
    return ordered;
  }

  private Map<String, @Nullable Object> item(ListedItem item) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    GraphNode node = item.node;
    if (node != null) {
      addPackage(item, node, json);
    }
    if (!item.shown.invalid().isEmpty()) {
      json.put("invalid", item.shown.invalid());
    }
    if (item.shown.missing() && !item.shown.optional()) {
      if (!item.shown.required().isEmpty()) {
        json.put("required", item.shown.required());
      }
      json.put("missing", true);
    }
    if (item.filtered && !item.problems.isEmpty()) {
      json.put("problems", item.problems);
    }
    if (!item.children.isEmpty()) {
      Map<String, @Nullable Object> dependencies = new LinkedHashMap<>();
      item.children.forEach(child -> dependencies.put(child.name, item(child)));
      json.put("dependencies", dependencies);
    }
    return json;
  }

  private void addPackage(ListedItem item, GraphNode node, Map<String, @Nullable Object> json) {
    if (!node.versionText().isEmpty()) {
      json.put("version", node.versionText());
    }
    String resolved = resolved(node);
    if (!item.deduped && resolved != null) {
      json.put("resolved", resolved);
    }
    if (!item.deduped && !node.isProjectRoot()) {
      json.put("overridden", node.isOverridden());
    }
    boolean anonymous = node.info().manifest().json().isEmpty();
    if (node.isProjectRoot() && (tree.global() || !anonymous)) {
      String name = node.packageName();
      json.put("name", name == null ? node.name() : name);
    }
    if (longer) {
      addManifest(item, node, json);
    }
    if (!item.deduped && node.flags().extraneous() && !tree.global()) {
      json.put("extraneous", true);
    }
  }

  private @Nullable String resolved(GraphNode node) {
    GraphNode target = node.target();
    if (!node.isLink() || target == null) {
      return node.resolved();
    }
    Path folder = tree.path().resolve(node.path()).resolve("..").normalize();
    String way = folder.relativize(tree.path().resolve(target.path()).normalize()).toString();
    return "file:" + way.replace('\\', '/');
  }

  private void addManifest(ListedItem item, GraphNode node, Map<String, @Nullable Object> json) {
    json.put("name", item.name);
    node.info()
        .manifest()
        .json()
        .properties()
        .forEach(field -> {
          if (!field.getKey().equals("dependencies")) {
            json.put(field.getKey(), JsonValues.plain(field.getValue()));
          }
        });
    if (node.packageName() != null && !node.versionText().isEmpty()) {
      json.putIfAbsent("_id", node.packageName() + "@" + node.versionText());
    }
    json.put("extraneous", false);
    json.put("path", tree.folder(node).toString());
    Map<String, String> all = new LinkedHashMap<>(node.info().manifest().dependencies());
    all.putAll(node.info().manifest().optionalDependencies());
    json.put("_dependencies", all);
    json.put("devDependencies", node.info().manifest().devDependencies());
    json.put("peerDependencies", node.info().manifest().peerDependencies());
  }
}
