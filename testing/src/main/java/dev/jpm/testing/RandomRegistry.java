package dev.jpm.testing;

import dev.jpm.testing.RandomWorlds.Extra;
import dev.jpm.testing.RandomWorlds.Kind;
import dev.jpm.testing.RandomWorlds.Throws;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The packages of one random world, and the ranges in which they are asked for. */
final class RandomRegistry {
  static final Instant FIRST_DAY = Instant.parse("2020-01-01T00:00:00Z");

  private static final List<String> VERSIONS =
      List.of("1.0.0", "1.0.1", "1.1.0", "1.2.0", "2.0.0-rc.1", "2.0.0", "2.1.0", "3.0.0");
  private static final List<String> TAGS = List.of("next", "beta", "old");

  private final Dice dice;
  private final Set<Kind> kinds;
  private final boolean tarballs;
  private final Map<String, List<String>> versions = new LinkedHashMap<>();
  private int day;

  RandomRegistry(Throws all, int packages, Set<Kind> kinds) {
    this.dice = all.dice();
    this.kinds = kinds;
    this.tarballs = all.has(Extra.TARBALLS);
    for (int i = 0; i < packages; i++) {
      versions.put(name(i, all), someVersions());
    }
  }

  /** These packages, described elsewhere. */
  RandomRegistry(Throws all, Map<String, List<String>> versions, Set<Kind> kinds) {
    this.dice = all.dice();
    this.kinds = kinds;
    this.tarballs = all.has(Extra.TARBALLS);
    this.versions.putAll(versions);
  }

  private List<String> someVersions() {
    List<String> some = new ArrayList<>();
    for (String version : VERSIONS) {
      boolean offered = kinds.contains(Kind.PRERELEASES) || !version.contains("-");
      if (offered && (some.isEmpty() || dice.oneIn(3))) {
        some.add(version);
      }
    }
    if (some.size() > 1 && dice.oneIn(4)) {
      some.removeFirst();
    }
    return some;
  }

  /** With capitals, as old names are. Two that differ in case alone share a folder. */
  private static String name(int index, Throws all) {
    if (all.has(Extra.TWINS) && index % 3 == 2) {
      String twin = name(index - 1);
      int start = twin.indexOf('/') + 1;
      return twin.substring(0, start) + twin.substring(start).toUpperCase(Locale.ROOT);
    }
    return all.has(Extra.CAPITALS) && index == 3 ? "D.js" : name(index);
  }

  /** Names whose order differs between plain characters and people's collation. */
  private static String name(int index) {
    String letters = Character.toString('a' + index % 26) + (index < 26 ? "" : index / 26);
    return switch (index % 5) {
      case 1 -> letters + "-x";
      case 2 -> "@s/" + letters;
      case 3 -> letters + ".js";
      default -> letters;
    };
  }

  List<String> names() {
    return List.copyOf(versions.keySet());
  }

  List<String> versionsOf(String name) {
    return versions.getOrDefault(name, List.of("1.0.0"));
  }

  /** The days on which something was published. */
  int days() {
    return day;
  }

  void fill(ObjectNode registry) {
    versions.forEach((name, all) -> {
      ObjectNode pack = registry.putObject(name);
      for (String version : all) {
        ObjectNode manifest = manifest(pack.putObject(version), name);
        manifest.put("publishedAt", FIRST_DAY.plus(Duration.ofDays(day++)).toString());
      }
    });
  }

  private ObjectNode manifest(ObjectNode json, String name) {
    dependencies(json, "dependencies", dice.below(dice.oneIn(6) ? 5 : 3));
    if (kinds.contains(Kind.OPTIONAL) && dice.oneIn(5)) {
      dependencies(json, "optionalDependencies", 1 + dice.below(2));
    }
    peers(json, name);
    if (kinds.contains(Kind.DEV) && dice.oneIn(8)) {
      dependencies(json, "devDependencies", 1);
    }
    if (kinds.contains(Kind.BUNDLES) && dice.oneIn(6)) {
      bundle(json, name);
    }
    publication(json);
    platform(json);
    details(json, name);
    return json;
  }

  private void peers(ObjectNode json, String name) {
    int count = 0;
    if (kinds.contains(Kind.MANY_PEERS)) {
      count = dice.below(3);
    } else if (kinds.contains(Kind.PEERS) && dice.oneIn(4)) {
      count = 1 + dice.below(2);
    }
    for (int i = 0; i < count; i++) {
      String peer = anyName();
      if (!peer.equals(name) || dice.oneIn(10)) {
        json.withObjectProperty("peerDependencies").put(peer, range(peer));
      }
    }
    if (kinds.contains(Kind.OPTIONAL_PEERS) && dice.oneIn(4)) {
      String peer = anyName();
      json.withObjectProperty("peerDependencies").put(peer, range(peer));
      json.withObjectProperty("peerDependenciesMeta").putObject(peer).put("optional", true);
    }
  }

  private void bundle(ObjectNode json, String name) {
    String inner = dice.of(names());
    if (inner.equals(name)) {
      return;
    }
    String version = dice.of(versionsOf(inner));
    json.withObjectProperty("dependencies").put(inner, dice.oneIn(5) ? range(inner) : version);
    json.putArray("bundleDependencies").add(inner);
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("name", inner).put("version", version);
    String below = anyName();
    if (dice.oneIn(2)) {
      manifest.putObject("dependencies").put(below, range(below));
    }
    String folder = "node_modules/" + inner;
    ObjectNode files = json.putObject("files");
    files.put(folder + "/package.json", Json.pretty(manifest));
    if (dice.oneIn(3) && !below.equals(inner)) {
      ObjectNode deeper = JsonNodeFactory.instance.objectNode();
      deeper.put("name", below).put("version", dice.of(versionsOf(below)));
      String at = dice.oneIn(2) ? "node_modules/" + below : folder + "/node_modules/" + below;
      files.put(at + "/package.json", Json.pretty(deeper));
    }
  }

  private void publication(ObjectNode json) {
    if (kinds.contains(Kind.DEPRECATED) && dice.oneIn(5)) {
      json.put("deprecated", "do not use");
    }
    if (kinds.contains(Kind.TAGS) && dice.oneIn(5)) {
      json.put("tag", dice.of(TAGS));
    }
  }

  private void platform(ObjectNode json) {
    if (kinds.contains(Kind.ENGINES) && dice.oneIn(4)) {
      json.putObject("engines").put("node", dice.of(List.of(">=18", ">=99", "^26", "<20", "*")));
    }
    if (kinds.contains(Kind.PLATFORMS) && dice.oneIn(6)) {
      json.putArray("os").add(dice.of(List.of("linux", "darwin", "!win32", "!linux")));
      if (dice.oneIn(3)) {
        json.putArray("cpu").add(dice.of(List.of("x64", "arm64", "!x64")));
      }
      if (dice.oneIn(4)) {
        json.putArray("libc").add(dice.of(List.of("glibc", "musl")));
      }
    }
  }

  private void details(ObjectNode json, String name) {
    if (!kinds.contains(Kind.DETAILS)) {
      return;
    }
    if (dice.oneIn(3)) {
      json.put("license", dice.of(List.of("MIT", "ISC")));
    }
    if (dice.oneIn(4)) {
      json.putObject("bin").put("run-" + name.replaceAll("\\W", ""), "bin/run.js");
    }
    if (dice.oneIn(5)) {
      json.putObject("scripts").put("postinstall", "exit 0");
    }
    if (dice.oneIn(5)) {
      json.put("funding", "https://fund.example/");
    }
  }

  void dependencies(ObjectNode json, String section, int count) {
    for (int i = 0; i < count; i++) {
      String name = anyName();
      boolean alias = kinds.contains(Kind.ALIASES) && dice.oneIn(5);
      String key = alias ? (dice.oneIn(2) ? anyName() : "my-" + dice.below(3)) : name;
      String range = range(name);
      String spec = alias ? "npm:" + name + "@" + range : range;
      json.withObjectProperty(section).put(key, tarballs && dice.oneIn(4) ? tarball(name) : spec);
    }
  }

  private String tarball(String name) {
    String version = dice.of(versionsOf(name));
    String file = name.substring(name.indexOf('/') + 1) + "-" + version + ".tgz";
    return World.REGISTRY + name + "/-/" + file;
  }

  String anyName() {
    return kinds.contains(Kind.HOLES) && dice.oneIn(30) ? "missing" : dice.of(names());
  }

  /** A range that most often fits some version of the package. */
  String range(String name) {
    List<String> all = versionsOf(name);
    String version = dice.of(all);
    if (kinds.contains(Kind.HOLES) && dice.oneIn(25)) {
      return "^9.0.0";
    }
    if (kinds.contains(Kind.TAGS) && dice.oneIn(8)) {
      return dice.oneIn(2) ? "latest" : dice.of(TAGS);
    }
    return switch (dice.below(16)) {
      case 0, 1 -> "*";
      case 2 -> "~" + version;
      case 3, 4 -> version;
      case 5 -> ">=" + version;
      case 6 -> version.charAt(0) + ".x";
      case 7, 8 -> "^" + version + " || ^" + dice.of(all);
      case 9 -> "<=" + version;
      case 10 -> "";
      default -> "^" + version;
    };
  }
}
