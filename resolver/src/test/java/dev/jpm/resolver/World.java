package dev.jpm.resolver;

import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.ManifestNormalizer;
import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.model.Platform;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A registry and a disk in memory, written down in lines.
 *
 * <p>A package is {@code name@version}, then words: {@code b@^1} depends on it, {@code peer:b@1},
 * {@code maybe:b@1} (optional peer), {@code opt:b@1}, {@code dev:b@1}, {@code bundle:b@1}, {@code
 * os:darwin}, {@code node:>=99}, {@code deprecated}. A manifest of a project is the same without
 * name and version. A tree is told one node a line: location, version, flags.
 */
final class World implements PackumentSource, ManifestSource {
  static final Platform LINUX = new Platform("linux", "x64", "glibc", "26.10.0", "11.19.1");
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, SequencedMap<String, ObjectNode>> registry = new TreeMap<>();
  private final Map<String, SequencedMap<String, String>> tags = new TreeMap<>();
  private final Map<String, Manifest> folders = new TreeMap<>();
  private final Map<String, List<Node>> contents = new TreeMap<>();
  private final SequencedMap<String, String> workspaces = new LinkedHashMap<>();
  final List<String> asked = new ArrayList<>();
  final List<String> picked = new ArrayList<>();
  ResolveOptions options = ResolveOptions.on(LINUX);
  Changes changes = Changes.none();
  StartingTree start = new StartingTree.Nothing(false);

  /** A world with these packages in its registry, one a line. */
  static World of(String packages) {
    World world = new World();
    packages.lines().map(String::strip).filter(l -> !l.isEmpty()).forEach(world::publish);
    return world;
  }

  private void publish(String line) {
    String[] words = line.split(" +", 2);
    int at = words[0].lastIndexOf('@');
    String name = words[0].substring(0, at);
    String version = words[0].substring(at + 1);
    ObjectNode json = manifest(words.length > 1 ? words[1] : "");
    json.put("name", name).put("version", version);
    json.putObject("dist")
        .put("tarball", "https://registry.example/" + name + "/-/" + version + ".tgz")
        .put("integrity", sha512(name + "@" + version));
    registry.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(version, json);
    tags.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put("latest", version);
  }

  private static String sha512(String text) {
    return Integrity.of(
            Integrity.Algorithm.SHA512,
            Integrity.Algorithm.SHA512
                .digest()
                .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .value();
  }

  World tag(String name, String tag, String version) {
    tags.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(tag, version);
    return this;
  }

  World folder(String path, String name, String version, String words) {
    ObjectNode json = manifest(words);
    json.put("name", name).put("version", version);
    folders.put(path, new Manifest(json));
    return this;
  }

  World workspace(String path, String name, String version, String words) {
    workspaces.put(name, path);
    return folder(path, name, version, words);
  }

  /** What lies in the node_modules of a package's tarball: locations and packages. */
  World bundled(String id, String... lines) {
    List<Node> inner = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" +", 3);
      ObjectNode json = manifest(words.length > 2 ? words[2] : "");
      Location at = new Location(words[0]);
      json.put("name", at.folderName()).put("version", words[1]);
      inner.add(new PackageNode(at, new Manifest(json), null, null, Set.of(), true, false));
    }
    contents.put(id, inner);
    return this;
  }

  World with(ResolveOptions.Flag... flags) {
    options = options.with(flags);
    return this;
  }

  World with(Changes newChanges) {
    changes = newChanges;
    return this;
  }

  World from(StartingTree newStart) {
    start = newStart;
    return this;
  }

  /** The next resolution starts from the lockfile that this resolution of {@code words} gives. */
  World lockedAt(String words) {
    Tree tree = resolved(words).tree();
    start = new StartingTree.Locked(tree, 3);
    picked.clear();
    asked.clear();
    return this;
  }

  static ObjectNode manifest(String words) {
    ObjectNode json = JSON.createObjectNode();
    for (String word : words.split(" +", -1)) {
      if (!word.isEmpty()) {
        put(json, word);
      }
    }
    return json;
  }

  private static void put(ObjectNode json, String word) {
    int colon = word.indexOf(':');
    int at = word.indexOf('@', 1);
    String kind = colon > 0 && (at < 0 || colon < at) ? word.substring(0, colon) : "";
    String rest = kind.isEmpty() ? word : word.substring(colon + 1);
    switch (kind) {
      case "" -> {
        if (rest.equals("deprecated")) {
          json.put("deprecated", "do not use");
        } else {
          dependency(json, "dependencies", rest);
        }
      }
      case "dev" -> dependency(json, "devDependencies", rest);
      case "opt" -> dependency(json, "optionalDependencies", rest);
      case "peer" -> dependency(json, "peerDependencies", rest);
      case "maybe" ->
          json.withObjectProperty("peerDependenciesMeta")
              .putObject(dependency(json, "peerDependencies", rest))
              .put("optional", true);
      case "bundle" ->
          json.withArrayProperty("bundleDependencies").add(dependency(json, "dependencies", rest));
      case "os" -> json.withArrayProperty("os").add(rest);
      case "node" -> json.withObjectProperty("engines").put("node", rest);
      default -> throw new IllegalArgumentException(word);
    }
  }

  private static String dependency(ObjectNode json, String section, String word) {
    int at = word.indexOf('@', 1);
    String name = at < 0 ? word : word.substring(0, at);
    json.withObjectProperty(section).put(name, at < 0 ? "*" : word.substring(at + 1));
    return name;
  }

  /** The tree for a project with these dependencies, one line a node. */
  String tree(String words) {
    return told(resolved(words).tree());
  }

  /** The tree for a project with this package.json. */
  String treeOf(String packageJson) {
    return told(((Resolution.Resolved) resolve(json(packageJson))).tree());
  }

  Resolution.Resolved resolved(String words) {
    return switch (resolve(words)) {
      case Resolution.Resolved resolved -> resolved;
      case Resolution.Conflict conflict ->
          throw new AssertionError(Explainer.explain(conflict.explanation()));
    };
  }

  /** Why resolving is impossible. */
  String conflict(String words) {
    return switch (resolve(words)) {
      case Resolution.Resolved resolved -> throw new AssertionError(told(resolved.tree()));
      case Resolution.Conflict conflict -> Explainer.report(conflict.explanation());
    };
  }

  Resolution resolve(String words) {
    return resolve(manifest(words));
  }

  static ObjectNode json(String packageJson) {
    return (ObjectNode) JSON.readTree(packageJson);
  }

  Resolution resolve(ObjectNode packageJson) {
    packageJson.put("name", "project").put("version", "1.0.0");
    return new IdealTree(
            this,
            this,
            (name, manifest) -> picked.add(name + "@" + manifest.version()),
            new VersionPicker())
        .resolve(
            new ResolveRequest(
                "/home/me/project",
                ManifestNormalizer.ofPackageJson(packageJson),
                workspaces,
                start,
                changes,
                options));
  }

  static String told(Tree tree) {
    StringBuilder out = new StringBuilder();
    for (Node node : tree.nodes().values()) {
      if (node.location().isRoot()) {
        continue;
      }
      out.append(node.location().value().replace("node_modules/", "/"));
      switch (node) {
        case LinkNode link -> out.append(" -> ").append(link.target().value());
        case PackageNode found -> {
          if (!found.packageName().equals(found.location().folderName())) {
            out.append(" = ").append(found.packageName());
          }
          out.append(' ').append(found.manifest().version());
        }
      }
      for (DepFlag flag : sorted(node.flags())) {
        out.append(' ').append(flag.name().toLowerCase(Locale.ROOT));
      }
      if (node instanceof PackageNode found) {
        out.append(found.inBundle() ? " bundled" : "").append(found.inert() ? " inert" : "");
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static Set<DepFlag> sorted(Set<DepFlag> flags) {
    EnumSet<DepFlag> sorted = EnumSet.noneOf(DepFlag.class);
    sorted.addAll(flags);
    return sorted;
  }

  Packument packumentOf(String name) {
    LinkedHashMap<String, Packument.Release> releases = new LinkedHashMap<>();
    registry
        .getOrDefault(name, new LinkedHashMap<>())
        .forEach((version, json) -> releases.put(version, release(version, json)));
    return new Packument(
        name,
        tags.getOrDefault(name, new LinkedHashMap<>()),
        releases,
        Collections.emptyNavigableMap(),
        Collections.emptyNavigableMap(),
        null);
  }

  static Packument.Release release(String version, ObjectNode json) {
    Manifest manifest = ManifestNormalizer.ofPackument(json);
    return new Packument.Release() {
      @Override
      public String version() {
        return version;
      }

      @Override
      public boolean isDeprecated() {
        return manifest.deprecated() != null;
      }

      @Override
      public @Nullable String nodeEngine() {
        return manifest.engines().get("node");
      }

      @Override
      public Manifest manifest() {
        return manifest;
      }
    };
  }

  @Override
  public PackumentAnswer packument(PackageName name) {
    asked.add(name.value());
    if (name.value().equals("unreachable")) {
      return new PackumentAnswer.Unavailable(
          JpmException.of(ErrorCode.ECONNREFUSED, "the registry does not answer"));
    }
    return registry.containsKey(name.value())
        ? new PackumentAnswer.Found(packumentOf(name.value()))
        : new PackumentAnswer.NotFound(
            JpmException.of(ErrorCode.E404, name + " is not in the registry"));
  }

  @Override
  public ManifestAnswer folder(String path) {
    Manifest manifest = folders.get(path);
    return manifest == null
        ? new ManifestAnswer.Missing()
        : new ManifestAnswer.Found(manifest, null, null);
  }

  @Override
  public ManifestAnswer file(String path) {
    return folder(path);
  }

  @Override
  public ManifestAnswer remote(String url) {
    return folder(url);
  }

  @Override
  public ManifestAnswer git(String spec) {
    return folders.get(spec) == null
        ? new ManifestAnswer.Missing()
        : new ManifestAnswer.Found(
            folders.get(spec),
            "git+ssh://git@github.com/me/it.git#0123456789012345678901234567890123456789",
            null);
  }

  @Override
  public ContentsAnswer contents(PackageNode node) {
    String id = node.packageName() + "@" + node.manifest().version();
    return new ContentsAnswer.Found(contents.getOrDefault(id, List.of()), List.of());
  }
}
