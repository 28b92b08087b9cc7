package dev.jpm.lockfile;

import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.ManifestNormalizer;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The entries under {@code packages} as nodes of a tree. */
final class LockEntries {
  private final ObjectNode packages;
  private final Manifest root;
  private final boolean rootBundles;

  private LockEntries(ObjectNode packages, Manifest root) {
    this.packages = packages;
    this.root = root;
    this.rootBundles = !root.bundleDependencies().isEmpty();
  }

  /**
   * The tree of these entries under {@code root}, which stands in for the entry of the root.
   *
   * @throws JpmException EMISSINGTARGET where a link has no entry for its target, EINVALIDLOCATION
   *     for a place that no package may have
   */
  static Tree tree(
      ObjectNode packages, Manifest root, Function<Location, Optional<Manifest>> onDisk) {
    return new LockEntries(packages, root).tree(onDisk);
  }

  private Tree tree(Function<Location, Optional<Manifest>> onDisk) {
    Map<String, Node> nodes = LinkedHashMap.newLinkedHashMap(packages.size() + 1);
    nodes.put("", new PackageNode(Location.ROOT, root, null, null, Set.of(), false, false));
    List<Map.Entry<String, ObjectNode>> links = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : packages.properties()) {
      String place = entry.getKey();
      if (place.isEmpty() || !(entry.getValue() instanceof ObjectNode meta)) {
        continue;
      }
      refuseStray(place);
      if (isTrue(meta, "link")) {
        links.add(Map.entry(place, meta));
        // Keeps the order of the file; the link itself follows when all targets are known.
        nodes.put(place, root(nodes));
      } else {
        nodes.put(place, node(place, meta));
      }
    }
    for (Map.Entry<String, ObjectNode> link : links) {
      LinkNode node = link(link.getKey(), link.getValue(), nodes);
      nodes.put(link.getKey(), node);
      refresh(node.target(), nodes, onDisk);
    }
    return Tree.of(nodes.values());
  }

  private static void refresh(
      Location target, Map<String, Node> nodes, Function<Location, Optional<Manifest>> onDisk) {
    if (target.isRoot()
        || target.isInNodeModules()
        || !(nodes.get(target.value()) instanceof PackageNode old)) {
      return;
    }
    onDisk
        .apply(target)
        .ifPresent(manifest ->
            nodes.put(
                target.value(),
                new PackageNode(
                    target,
                    manifest,
                    old.resolved(),
                    old.integrity(),
                    old.flags(),
                    old.inBundle(),
                    old.inert())));
  }

  private static Node root(Map<String, Node> nodes) {
    return nodes.values().iterator().next();
  }

  private PackageNode node(String place, ObjectNode meta) {
    String resolved = text(meta, "resolved");
    String integrity = text(meta, "integrity");
    boolean bundled = isTrue(meta, "inBundle");
    // What only the root bundles is fetched like any other package, and so has a source.
    boolean inTarball = bundled && !(rootBundles && (resolved != null || integrity != null));
    Location location = new Location(place);
    name(meta, location);
    return new PackageNode(
        location,
        ManifestNormalizer.ofLockEntry(meta),
        resolved == null ? null : ResolvedText.consistent(resolved),
        integrity == null ? null : new Integrity(integrity),
        flags(meta),
        inTarball,
        false);
  }

  /** The file leaves a name out where the folder has the same. */
  private static void name(ObjectNode meta, Location location) {
    JsonNode name = meta.get("name");
    if ((name == null || name.isNull()) && location.isInNodeModules()) {
      meta.put("name", location.folderName());
    }
  }

  private static LinkNode link(String place, ObjectNode meta, Map<String, Node> nodes) {
    String resolved = text(meta, "resolved");
    String target = resolved == null ? "" : PathText.normalized(resolved);
    if (nodes.get(target) instanceof PackageNode there && there.location().value().equals(target)) {
      return new LinkNode(new Location(place), new Location(target), there.flags());
    }
    throw JpmException.of(
            ErrorCode.EMISSINGTARGET,
            "Missing target in lock file: \"%s\" is referenced by \"%s\" but does not exist"
                .formatted(target, place))
        .withHint("Remove package-lock.json, then install again");
  }

  /** A package may lie beside the project, but not outside the folder that its place names. */
  private static void refuseStray(String place) {
    boolean stray =
        place.startsWith("/")
            || place.indexOf('\\') >= 0
            || place.indexOf('\0') >= 0
            || (place.contains("..") && !PathText.normalized(place).equals(place))
            || place.contains("node_modules/../");
    if (stray) {
      throw JpmException.of(
              ErrorCode.EINVALIDLOCATION,
              "invalid lockfile entry: \"" + place + "\" must be a relative location")
          .withHint("Remove the entry, or the lockfile, then install again");
    }
  }

  static Set<DepFlag> flags(ObjectNode meta) {
    Collection<DepFlag> flags = EnumSet.noneOf(DepFlag.class);
    addFlag(flags, meta, "dev", DepFlag.DEV);
    addFlag(flags, meta, "optional", DepFlag.OPTIONAL);
    addFlag(flags, meta, "devOptional", DepFlag.DEV_OPTIONAL);
    addFlag(flags, meta, "peer", DepFlag.PEER);
    addFlag(flags, meta, "extraneous", DepFlag.EXTRANEOUS);
    return flags.isEmpty() ? Set.of() : Set.copyOf(flags);
  }

  private static void addFlag(
      Collection<DepFlag> flags, ObjectNode meta, String key, DepFlag flag) {
    if (isTrue(meta, key)) {
      flags.add(flag);
    }
  }

  static boolean isTrue(ObjectNode meta, String key) {
    JsonNode value = meta.get(key);
    return value != null && value.isBoolean() && value.booleanValue();
  }

  /** A field's text, or null where it is missing, empty or no text. */
  static @Nullable String text(ObjectNode meta, String key) {
    JsonNode value = meta.get(key);
    return value != null && value.isString() && !value.stringValue().isEmpty()
        ? value.stringValue()
        : null;
  }
}
