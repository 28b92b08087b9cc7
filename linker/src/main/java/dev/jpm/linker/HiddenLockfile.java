package dev.jpm.linker;

import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Stand-in until the lockfile module has its codec. */
final class HiddenLockfile {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private HiddenLockfile() {}

  static Tree read(String text, Manifest root) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(new PackageNode(Location.ROOT, root, null, null, Set.of(), false, false));
    if (MAPPER.readTree(text).path("packages") instanceof ObjectNode packages) {
      for (Map.Entry<String, JsonNode> entry : packages.properties()) {
        Location place = new Location(entry.getKey());
        if (entry.getValue() instanceof ObjectNode meta) {
          nodes.add(node(place, meta));
        }
      }
    }
    return Tree.of(nodes);
  }

  private static Node node(Location place, ObjectNode meta) {
    EnumSet<DepFlag> flags = EnumSet.noneOf(DepFlag.class);
    if (meta.path("optional").asBoolean(false)) {
      flags.add(DepFlag.OPTIONAL);
    }
    if (meta.path("dev").asBoolean(false)) {
      flags.add(DepFlag.DEV);
    }
    if (meta.path("link").asBoolean(false)) {
      return new LinkNode(place, new Location(meta.path("resolved").asString("")), flags);
    }
    String integrity = meta.path("integrity").asString("");
    String resolved = meta.path("resolved").asString("");
    return new PackageNode(
        place,
        new Manifest(meta),
        resolved.isEmpty() ? null : resolved,
        integrity.isEmpty() ? null : new Integrity(integrity),
        flags,
        meta.path("inBundle").asBoolean(false),
        false);
  }

  static String write(Tree tree) {
    ObjectNode packages = MAPPER.createObjectNode();
    for (Node node : tree.nodes().values()) {
      if (node.location().isRoot()) {
        continue;
      }
      ObjectNode meta = packages.putObject(node.location().value());
      switch (node) {
        case LinkNode link -> meta.put("resolved", link.target().value()).put("link", true);
        case PackageNode here -> {
          for (String key : List.of("version", "bin", "bundleDependencies", "dependencies")) {
            JsonNode value = here.manifest().field(key);
            if (value != null) {
              meta.set(key, value);
            }
          }
          if (here.resolved() != null) {
            meta.put("resolved", here.resolved());
          }
          if (here.integrity() != null) {
            meta.put("integrity", here.integrity().value());
          }
          if (here.inBundle()) {
            meta.put("inBundle", true);
          }
        }
      }
    }
    ObjectNode all = MAPPER.createObjectNode();
    all.put("lockfileVersion", 3);
    all.set("packages", packages);
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
  }
}
