package dev.jpm.runtime;

import dev.jpm.model.BinTable;
import dev.jpm.model.Manifest;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Node.PackageNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The environment that npm gives a script, as a pure function of what npm makes it from. */
public final class ScriptEnvironment {
  private ScriptEnvironment() {}

  /**
   * One script of one package.
   *
   * @param folder the package's folder
   * @param manifest its package.json; may be of an empty object
   * @param event the script's name
   * @param script its text
   * @param binFolders folders that come before every other on PATH
   * @param more variables that win over inherited ones, such as {@link #ofDependency}
   */
  public record Subject(
      Path folder,
      Manifest manifest,
      String event,
      String script,
      List<Path> binFolders,
      Map<String, String> more) {
    public Subject {
      binFolders = List.copyOf(binFolders);
      more = Map.copyOf(more);
    }

    public static Subject of(Path folder, Manifest manifest, String event, String script) {
      return new Subject(folder, manifest, event, script, List.of(), Map.of());
    }
  }

  /** The whole environment of a child process. */
  public static SequencedMap<String, String> of(ScriptContext context, Subject subject) {
    SequencedMap<String, String> environment = new LinkedHashMap<>(context.inherited());
    putSettings(environment, context);
    putPlaces(environment, context);
    environment.putAll(subject.more());
    putManifest(environment, subject.manifest());
    environment.put("npm_package_json", subject.folder().resolve("package.json").toString());
    environment.put("npm_lifecycle_event", subject.event());
    environment.put("npm_lifecycle_script", subject.script());
    putPath(environment, context, subject);
    return environment;
  }

  /**
   * What npm tells the script of an installed package about its place in the tree; for {@link
   * Subject#more}. A resolved or integrity that is unknown is left out.
   */
  public static Map<String, String> ofDependency(PackageNode node) {
    Map<String, String> told = new LinkedHashMap<>();
    if (node.resolved() != null) {
      told.put("npm_package_resolved", node.resolved());
    }
    if (node.integrity() != null) {
      told.put("npm_package_integrity", node.integrity().value());
    }
    told.put("npm_package_optional", oneOrEmpty(node.has(DepFlag.OPTIONAL)));
    told.put("npm_package_dev", oneOrEmpty(node.has(DepFlag.DEV)));
    told.put("npm_package_peer", oneOrEmpty(node.has(DepFlag.PEER)));
    told.put("npm_package_dev_optional", oneOrEmpty(node.has(DepFlag.DEV_OPTIONAL)));
    return told;
  }

  private static String oneOrEmpty(boolean flag) {
    return flag ? "1" : "";
  }

  private static void putSettings(Map<String, String> environment, ScriptContext context) {
    for (Map.Entry<String, String> setting : context.settings().entrySet()) {
      String key = setting.getKey();
      if (!key.isEmpty() && "/@_".indexOf(key.charAt(0)) < 0) {
        environment.put(
            "npm_config_" + key.replace('-', '_').toLowerCase(Locale.ROOT), setting.getValue());
      }
    }
    if (context.editor() != null) {
      environment.put("EDITOR", context.editor());
    }
    if (context.nodeOptions() != null && !context.nodeOptions().isEmpty()) {
      environment.put("NODE_OPTIONS", context.nodeOptions());
    }
    environment.put("npm_config_user_agent", context.userAgent());
    environment.put("npm_config_npm_version", UserAgent.NPM_VERSION);
    environment.put("npm_command", context.command());
    environment.put("COLOR", context.color() ? "1" : "0");
  }

  private static void putPlaces(Map<String, String> environment, ScriptContext context) {
    String node = context.runtime().node().toString();
    environment.put("HOME", context.home().toString());
    environment.put("INIT_CWD", context.startFolder().toString());
    environment.put("NODE", node);
    environment.put("npm_node_execpath", node);
    environment.put("npm_execpath", context.shims().npmCli().toString());
    environment.put("npm_config_local_prefix", context.localPrefix().toString());
    environment.put("npm_config_global_prefix", context.globalPrefix().toString());
    Path nodeGyp = context.nodeGyp() == null ? context.shims().nodeGyp() : context.nodeGyp();
    environment.put("npm_config_node_gyp", nodeGyp.toString());
    Path nodedir = context.runtime().nodedir();
    if (nodedir != null) {
      environment.putIfAbsent("npm_config_nodedir", nodedir.toString());
    }
  }

  private static void putManifest(Map<String, String> environment, Manifest manifest) {
    for (String key : List.of("name", "version", "config", "engines")) {
      JsonNode value = manifest.json().get(key);
      if (value != null) {
        put(environment, "npm_package_" + key, value);
      }
    }
    BinTable.of(manifest)
        .forEach((name, target) -> environment.put("npm_package_bin_" + name, target));
  }

  /** Objects and lists go level by level into the key; null and false are empty. */
  private static void put(Map<String, String> environment, String key, JsonNode value) {
    if (value instanceof ObjectNode object) {
      object
          .properties()
          .forEach(entry -> put(environment, key + "_" + entry.getKey(), entry.getValue()));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        put(environment, key + "_" + i, value.get(i));
      }
    } else if (value.isNull() || (value.isBoolean() && !value.booleanValue())) {
      environment.put(key, "");
    } else {
      environment.put(key, value.asString());
    }
  }

  /**
   * All variables that are called PATH in any case are merged into one value, as Windows calls it
   * Path; then each gets it. Before what was inherited come {@code binFolders}, the {@code .bin} of
   * every folder from the package upwards, and the shims.
   */
  private static void putPath(
      Map<String, String> environment, ScriptContext context, Subject subject) {
    HostPlatform host = context.host();
    List<String> keys =
        environment.keySet().stream().filter(key -> key.equalsIgnoreCase("PATH")).toList();
    List<String> inherited = new ArrayList<>();
    for (String key : keys) {
      String value = environment.get(key);
      if (value != null && !value.isEmpty()) {
        List<String> seen = List.copyOf(inherited);
        for (String folder : value.split(host.pathDelimiter(), -1)) {
          if (!seen.contains(folder)) {
            inherited.add(folder);
          }
        }
      }
    }
    List<String> folders = new ArrayList<>();
    subject.binFolders().forEach(folder -> folders.add(folder.toString()));
    for (Path up : upwards(subject.folder())) {
      folders.add(up.resolve("node_modules").resolve(".bin").toString());
    }
    folders.add(context.shims().folder().toString());
    folders.addAll(inherited);
    String path = String.join(host.pathDelimiter(), folders);
    if (keys.isEmpty()) {
      environment.put("PATH", path);
    }
    keys.forEach(key -> environment.put(key, path));
  }

  private static List<Path> upwards(Path folder) {
    List<Path> all = new ArrayList<>();
    for (@Nullable Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      all.add(at);
    }
    return all;
  }
}
