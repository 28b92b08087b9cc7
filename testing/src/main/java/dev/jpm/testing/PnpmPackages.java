package dev.jpm.testing;

import dev.jpm.testing.RandomWorlds.Extra;
import dev.jpm.testing.RandomWorlds.Kind;
import dev.jpm.testing.RandomWorlds.Throws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The packages of {@code @pnpm/registry-mock}, made by hand to be difficult, and random projects
 * that use them. They are not part of this repository: {@code scripts/compare-with-npm} fetches
 * them.
 */
public final class PnpmPackages {
  private static final List<String> WANTING =
      List.of("dependencies", "optionalDependencies", "peerDependencies", "devDependencies");

  /** Fields of a packument's manifest that the registry adds, and one that means another here. */
  private static final List<String> NOT_OURS =
      List.of("dist", "gitHead", "contributors", "readme", "maintainers", "files");

  /** What stands in for packages of other people that these want. */
  private static final List<String> STAND_INS =
      List.of("1.0.0", "2.0.0", "2.1.0", "3.1.0", "5.3.0");

  private static final long LARGEST = 20_000;

  private final Map<String, ObjectNode> packages;

  private PnpmPackages(Map<String, ObjectNode> packages) {
    this.packages = packages;
  }

  /**
   * Reads the package's folder {@code storage-cache}, in which every tarball {@code x.tgz} was
   * unpacked into {@code x}.
   */
  public static PnpmPackages in(Path storage) {
    Map<String, ObjectNode> packages = new LinkedHashMap<>();
    try (Stream<Path> found = Files.find(storage, 3, (path, _) -> path.endsWith("package.json"))) {
      found
          .sorted()
          .filter(path -> storage.relativize(path).getNameCount() == 3)
          .forEach(path -> {
            JsonNode packument = Json.parse(text(path));
            ObjectNode versions = versions(packument, path.resolveSibling(""));
            if (!versions.isEmpty()) {
              packages.put(packument.path("name").stringValue(), versions);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    addStandIns(packages);
    return new PnpmPackages(packages);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The versions, the latest last, for what is published last without a tag is the latest. */
  private static ObjectNode versions(JsonNode packument, Path folder) {
    ObjectNode versions = JsonNodeFactory.instance.objectNode();
    JsonNode tags = packument.path("dist-tags");
    String latest = tags.path("latest").asString("");
    List<String> order = new ArrayList<>(packument.path("versions").propertyNames());
    order.remove(latest);
    order.add(latest);
    for (String version : order) {
      if (packument.path("versions").get(version) instanceof ObjectNode manifest
          && isReachable(manifest)) {
        versions.set(version, described(packument, manifest, folder));
        for (Map.Entry<String, JsonNode> tag : tags.properties()) {
          if (!tag.getKey().equals("latest") && tag.getValue().asString("").equals(version)) {
            versions.withObjectProperty(version).put("tag", tag.getKey());
          }
        }
      }
    }
    return versions;
  }

  /** Whether it wants nothing from places that tests do not go to. */
  private static boolean isReachable(ObjectNode manifest) {
    for (String section : WANTING) {
      for (JsonNode spec : manifest.path(section)) {
        String text = spec.asString("");
        if (text.contains(":") && !text.startsWith("npm:") && !text.startsWith("http:")) {
          return false;
        }
      }
    }
    return !manifest.has("_hasShrinkwrap");
  }

  private static ObjectNode described(JsonNode packument, ObjectNode manifest, Path folder) {
    String version = manifest.path("version").stringValue();
    ObjectNode described =
        (ObjectNode)
            Json.parse(manifest.toString().replaceAll("http://localhost:\\d+/", World.REGISTRY));
    described.remove(NOT_OURS);
    described.remove(described.propertyNames().stream().filter(k -> k.startsWith("_")).toList());
    JsonNode time = packument.path("time").path(version);
    if (time.isString()) {
      described.put("publishedAt", Instant.parse(time.stringValue()).toString());
    }
    String name = packument.path("name").stringValue();
    Path unpacked = folder.resolve(name.substring(name.indexOf('/') + 1) + "-" + version);
    ObjectNode files = files(unpacked.resolve("package"));
    if (!files.isEmpty()) {
      described.set("files", files);
    }
    return described;
  }

  private static ObjectNode files(Path folder) {
    ObjectNode files = JsonNodeFactory.instance.objectNode();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String path = folder.relativize(file).toString();
        if (!path.equals("package.json") && Files.size(file) < LARGEST) {
          addText(files, path, file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static void addText(ObjectNode files, String path, Path file) throws IOException {
    try {
      files.put(path, Files.readString(file));
    } catch (CharacterCodingException e) {
      files.put(path, "not text");
    }
  }

  private static void addStandIns(Map<String, ObjectNode> packages) {
    Set<String> wanted = new LinkedHashSet<>();
    packages.values().forEach(versions -> versions.forEach(m -> wanted.addAll(wantedBy(m))));
    for (String name : wanted) {
      if (!packages.containsKey(name)) {
        ObjectNode versions = JsonNodeFactory.instance.objectNode();
        STAND_INS.forEach(versions::putObject);
        packages.put(name, versions);
      }
    }
  }

  private static Set<String> wantedBy(JsonNode manifest) {
    Set<String> wanted = new LinkedHashSet<>();
    for (String section : WANTING) {
      for (Map.Entry<String, JsonNode> entry : manifest.path(section).properties()) {
        String spec = entry.getValue().asString("");
        int at = spec.indexOf('@', "npm:".length() + 1);
        boolean alias = spec.startsWith("npm:");
        wanted.add(alias ? spec.substring(4, at < 0 ? spec.length() : at) : entry.getKey());
      }
    }
    return wanted;
  }

  /** A project over some of the packages, chosen by the seed. */
  public World any(long seed) {
    Dice dice = new Dice(seed);
    EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (Kind kind : Kind.values()) {
      if (kind != Kind.HOLES && dice.oneIn(kind == Kind.INSTALLED ? 4 : 3)) {
        kinds.add(kind);
      }
    }
    EnumSet<Extra> extras = EnumSet.noneOf(Extra.class);
    if (dice.oneIn(3)) {
      extras.add(Extra.TARBALLS);
    }
    Throws all = new Throws(dice, new Dice(~seed), extras);
    ObjectNode world = World.empty();
    Map<String, List<String>> versions = new LinkedHashMap<>();
    packages.forEach((name, known) -> {
      if (kinds.contains(Kind.PLATFORMS) || !known.toString().contains("\"os\":")) {
        versions.put(name, List.copyOf(known.propertyNames()));
      }
    });
    new RandomProject(all, new RandomRegistry(all, versions, kinds), kinds).fill(world);
    publish(world);
    return new World(world);
  }

  /** Puts into the world's registry what it speaks of and what that wants. */
  private void publish(ObjectNode world) {
    String text = world.toString();
    Deque<String> open = new ArrayDeque<>();
    for (String name : packages.keySet()) {
      if (text.contains(name)) {
        open.add(name);
      }
    }
    ObjectNode registry = (ObjectNode) world.path("registry");
    while (!open.isEmpty()) {
      String name = open.remove();
      ObjectNode known = packages.get(name);
      if (known != null && !registry.has(name)) {
        registry.set(name, known);
        known.forEach(manifest -> open.addAll(wantedBy(manifest)));
      }
    }
  }
}
