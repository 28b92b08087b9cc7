package dev.jpm.lockfile;

import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonWriter;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.EdgeFindings;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a tree as a lockfile, byte for byte as npm writes the same tree. */
public final class LockWriter {
  /** Keys that stand first wherever they occur. */
  private static final List<String> FIRST =
      List.of(
          "name",
          "version",
          "lockfileVersion",
          "resolved",
          "integrity",
          "requires",
          "packages",
          "dependencies");

  /** What an entry copies from a package's manifest. */
  private static final List<String> COPIED =
      List.of(
          "version",
          "dependencies",
          "peerDependencies",
          "peerDependenciesMeta",
          "optionalDependencies",
          "bundleDependencies",
          "acceptDependencies",
          "funding",
          "engines",
          "os",
          "cpu",
          "libc",
          "license",
          "bin",
          "deprecated",
          "workspaces");

  private static final List<String> INSTALL_SCRIPTS =
      List.of("install", "preinstall", "postinstall");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Tree tree;
  private final Options options;
  private final Set<Location> bundledByRoot;
  private final @Nullable Edges edges;

  /**
   * How a lockfile is written.
   *
   * @param version 1, 2, 3 or 4
   * @param style npm takes that of package.json; an empty indent counts as two spaces
   * @param compact one line without spaces, whatever the style ({@code format-package-lock=false})
   * @param rootFolder the name of the project's folder, for a project that has no name
   * @param omitRegistryResolved whether {@code resolved} is left out of what a registry answers
   * @param nameless whether the hidden lockfile lacks the project's name and version, as it does
   *     where npm writes no other
   * @param findings what resolving found out about dependencies: the versions before 3 tell of it
   * @param previous the file that is replaced, whose unknown fields are kept; null for none
   */
  public record Options(
      int version,
      JsonStyle style,
      boolean compact,
      String rootFolder,
      boolean omitRegistryResolved,
      boolean nameless,
      EdgeFindings findings,
      @Nullable PackageLock previous) {
    /** npm's defaults for a project in the folder of this name. */
    public static Options of(String rootFolder) {
      return new Options(
          PackageLock.DEFAULT_VERSION,
          JsonStyle.DEFAULT,
          false,
          rootFolder,
          false,
          false,
          EdgeFindings.NONE,
          null);
    }

    /** The same, in the style of the project's package.json. */
    public Options in(JsonStyle newStyle) {
      return new Options(
          version,
          newStyle,
          compact,
          rootFolder,
          omitRegistryResolved,
          nameless,
          findings,
          previous);
    }

    /** The same, for a tree in whose making this was found out. */
    public Options with(EdgeFindings newFindings) {
      return new Options(
          version,
          style,
          compact,
          rootFolder,
          omitRegistryResolved,
          nameless,
          newFindings,
          previous);
    }
  }

  private LockWriter(Tree tree, Options options) {
    this.tree = tree;
    this.options = options;
    this.bundledByRoot = Edges.bundledByRoot(tree, options.findings);
    this.edges =
        options.version < 3 || options.omitRegistryResolved
            ? Edges.of(tree, options.findings)
            : null;
  }

  /** package-lock.json for this ideal tree. */
  public static String write(Tree tree, Options options) {
    LockWriter writer = new LockWriter(tree, options);
    ObjectNode json = writer.head();
    if (options.version >= 2) {
      json.set("packages", writer.packages());
    }
    if (options.version <= 2 && writer.edges != null) {
      ObjectNode nested = new LegacySection(tree, writer.edges, options).dependencies();
      if (!nested.isEmpty()) {
        json.set("dependencies", nested);
      }
    }
    return options.compact
        ? JsonWriter.writeSorted(json, new JsonStyle("", ""), FIRST)
        : writer.text(json);
  }

  /**
   * node_modules/.package-lock.json for the tree that now lies on disk: always version 3, never
   * compact, without the root and without inert nodes.
   */
  public static String writeHidden(Tree tree, Options options) {
    LockWriter writer = new LockWriter(tree, options);
    ObjectNode packages = JSON.objectNode();
    for (Node node : tree.nodes().values()) {
      boolean onDisk = !(node instanceof PackageNode there && there.inert());
      if (!node.location().isRoot() && onDisk && !writer.isStrayExtraneous(node)) {
        packages.set(node.location().value(), writer.entry(node));
      }
    }
    ObjectNode json = writer.head().put("lockfileVersion", 3);
    if (options.nameless) {
      json.remove(List.of("name", "version"));
    }
    json.set("packages", packages);
    return writer.text(json);
  }

  private String text(ObjectNode json) {
    JsonStyle style = options.style;
    String indent = style.indent().isEmpty() ? JsonStyle.DEFAULT.indent() : style.indent();
    String newline = style.newline().isEmpty() ? JsonStyle.DEFAULT.newline() : style.newline();
    return JsonWriter.writeSorted(json, new JsonStyle(indent, newline), FIRST);
  }

  private ObjectNode head() {
    ObjectNode json = options.previous == null ? JSON.objectNode() : options.previous.kept();
    Manifest root = tree.root().manifest();
    String name = root.name();
    json.put("name", name == null || name.isEmpty() ? options.rootFolder : name);
    putIfTruthy(json, "version", root.field("version"));
    return json.put("lockfileVersion", options.version).put("requires", true);
  }

  private ObjectNode packages() {
    ObjectNode packages = JSON.objectNode();
    ObjectNode root = entry(tree.root());
    if (!root.isEmpty()) {
      packages.set("", root);
    }
    for (Node node : tree.nodes().values()) {
      boolean nameless =
          node instanceof PackageNode there && there.inert() && !isTruthy(there, "version");
      if (!node.location().isRoot() && !nameless && !isStrayExtraneous(node)) {
        packages.set(node.location().value(), entry(node));
      }
    }
    return packages;
  }

  private static boolean isTruthy(PackageNode node, String key) {
    return isTruthy(node.manifest().field(key));
  }

  /** A workspace or link target that nothing asks for any more, unless a workspace holds it. */
  private boolean isStrayExtraneous(Node node) {
    String place = node.location().value();
    if (!node.has(DepFlag.EXTRANEOUS)
        || place.startsWith("node_modules/")
        || place.contains("/node_modules/")
        || place.equals("node_modules")) {
      return false;
    }
    for (int slash = place.lastIndexOf('/'); slash > 0; slash = place.lastIndexOf('/', slash - 1)) {
      if (tree.at(new Location(place.substring(0, slash))) instanceof PackageNode) {
        return false;
      }
    }
    return true;
  }

  private ObjectNode entry(Node node) {
    return switch (node) {
      case LinkNode link ->
          JSON.objectNode().put("resolved", link.target().value()).put("link", true);
      case PackageNode there -> entry(there);
    };
  }

  private ObjectNode entry(PackageNode node) {
    ObjectNode entry = JSON.objectNode();
    Manifest manifest = node.manifest();
    for (String key : COPIED) {
      JsonNode value = manifest.json().get(key);
      if (value != null) {
        putIfTruthy(entry, key, key.equals("license") ? licenseType(value) : value);
      }
    }
    String name = manifest.name();
    if (name != null
        && !name.isEmpty()
        && (node.location().isRoot() || !name.equals(node.location().folderName()))) {
      entry.put("name", name);
    }
    if (!node.location().isInNodeModules()) {
      JsonNode dev = manifest.field("devDependencies");
      if (dev != null) {
        entry.set("devDependencies", dev);
      }
    }
    if (manifest.isTrue("hasShrinkwrap") || manifest.isTrue("_hasShrinkwrap")) {
      entry.put("hasShrinkwrap", true);
    }
    if (hasInstallScript(manifest)) {
      entry.put("hasInstallScript", true);
    }
    addSource(node, entry);
    addFlags(node, entry);
    return entry;
  }

  private void addSource(PackageNode node, ObjectNode entry) {
    Integrity integrity = node.integrity();
    if (integrity != null && !integrity.value().isEmpty()) {
      entry.put("integrity", integrity.value());
    }
    if (node.inBundle() || bundledByRoot.contains(node.location())) {
      entry.put("inBundle", true);
    }
    String resolved = node.resolved();
    if (resolved != null && !resolved.isEmpty() && !isLeftOut(node)) {
      entry.put("resolved", ResolvedText.consistent(resolved));
    }
  }

  /** Whether nothing but specs that a registry answers lead to the node, and those are hidden. */
  private boolean isLeftOut(PackageNode node) {
    if (!options.omitRegistryResolved || edges == null) {
      return false;
    }
    List<Edges.Edge> incoming = edges.to(node.location());
    return !incoming.isEmpty() && incoming.stream().allMatch(edge -> isRegistrySpec(edge.spec()));
  }

  private static boolean isRegistrySpec(String spec) {
    try {
      return Spec.parseArgument(spec).isRegistry();
    } catch (JpmException _) {
      return false;
    }
  }

  static void addFlags(Node node, ObjectNode entry) {
    if (node.has(DepFlag.EXTRANEOUS)) {
      entry.put("extraneous", true);
      return;
    }
    boolean dev = node.has(DepFlag.DEV);
    boolean optional = node.has(DepFlag.OPTIONAL);
    putFlag(entry, "peer", node.has(DepFlag.PEER));
    putFlag(entry, "dev", dev);
    putFlag(entry, "optional", optional);
    putFlag(entry, "devOptional", node.has(DepFlag.DEV_OPTIONAL) && !dev && !optional);
  }

  private static void putFlag(ObjectNode entry, String key, boolean holds) {
    if (holds) {
      entry.put(key, true);
    }
  }

  private static boolean hasInstallScript(Manifest manifest) {
    if (isTruthy(manifest.field("hasInstallScript"))) {
      return true;
    }
    JsonNode scripts = manifest.json().get("scripts");
    return scripts instanceof ObjectNode
        && INSTALL_SCRIPTS.stream().anyMatch(event -> isTruthy(scripts.get(event)));
  }

  private static JsonNode licenseType(JsonNode license) {
    JsonNode type = license.isObject() ? license.get("type") : null;
    return type != null && isTruthy(type) ? type : license;
  }

  private static void putIfTruthy(ObjectNode entry, String key, @Nullable JsonNode value) {
    if (value != null && isTruthy(value) && !(value.isContainer() && value.isEmpty())) {
      entry.set(key, value);
    }
  }

  private static boolean isTruthy(@Nullable JsonNode value) {
    return value != null
        && !value.isNull()
        && !(value.isBoolean() && !value.booleanValue())
        && !(value.isString() && value.stringValue().isEmpty())
        && !(value.isNumber() && value.doubleValue() == 0);
  }
}
