package dev.jpm.it;

import dev.jpm.model.json.JsonText;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Copies a checkout's package.json and those of its workspaces in npm's form, whether its
 * workspaces and catalogs are written down as npm, Yarn and Bun do or as pnpm does.
 */
final class RealWorkspaces {
  private final Path source;
  private final JsonNode root;
  private final Map<String, Object> settings = new TreeMap<>();

  private RealWorkspaces(Path source) throws IOException {
    this.source = source;
    this.root = manifest(source);
    for (String file : List.of(".yarnrc.yml", "pnpm-workspace.yaml")) {
      if (Files.exists(source.resolve(file))) {
        settings.putAll(yaml(Files.readString(source.resolve(file))));
      }
    }
  }

  /**
   * Copies from {@code source} to {@code target}.
   *
   * @param patterns of the workspaces, instead of the project's own; or null
   */
  static void copy(Path source, @Nullable List<String> patterns, Path target) throws IOException {
    RealWorkspaces project = new RealWorkspaces(source);
    project.copyTo(target, patterns == null ? project.patterns() : patterns);
  }

  private void copyTo(Path target, List<String> patterns) throws IOException {
    Map<String, JsonNode> workspaces = workspaces(patterns);
    Set<String> names = new HashSet<>();
    workspaces.values().forEach(manifest -> names.add(manifest.path("name").asString("")));
    NpmForm form = new NpmForm(catalogs(), names);
    ObjectNode top = form.of(root);
    if (!patterns.isEmpty()) {
      ArrayNode list = top.putArray("workspaces");
      patterns.forEach(list::add);
    }
    write(target, top);
    for (Map.Entry<String, JsonNode> workspace : workspaces.entrySet()) {
      write(target.resolve(workspace.getKey()), form.of(workspace.getValue()));
    }
  }

  private static void write(Path folder, ObjectNode manifest) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("package.json"), manifest.toPrettyString() + "\n");
  }

  /** The project's own patterns; its root, which pnpm may name, is none of its workspaces. */
  private List<String> patterns() {
    JsonNode own = root.path("workspaces");
    List<String> patterns =
        new ArrayList<>(RealProject.texts(own.isObject() ? own.path("packages") : own));
    if (settings.get("packages") instanceof List<?> listed) {
      patterns.clear();
      listed.forEach(pattern -> patterns.add(String.valueOf(pattern)));
    }
    patterns.removeIf(pattern -> pattern.equals("."));
    return patterns;
  }

  private Map<String, JsonNode> workspaces(List<String> patterns) throws IOException {
    Map<String, JsonNode> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(source)) {
      for (Path file : paths.filter(path -> path.endsWith("package.json")).toList()) {
        Path folder = source.relativize(file.getParent());
        boolean matches = false;
        for (String pattern : patterns) {
          boolean not = pattern.startsWith("!");
          if (matches(folder, not ? pattern.substring(1) : pattern)) {
            matches = !not;
          }
        }
        if (matches && !folder.toString().isEmpty()) {
          found.put(folder.toString(), manifest(file.getParent()));
        }
      }
    }
    return found;
  }

  private static boolean matches(Path folder, String pattern) {
    String plain = pattern.replaceFirst("^\\./", "").replaceFirst("/+$", "");
    return FileSystems.getDefault().getPathMatcher("glob:" + plain).matches(folder);
  }

  private Map<String, Map<String, String>> catalogs() {
    Map<String, Map<String, String>> catalogs = new HashMap<>();
    catalogs.put("", texts(settings.get("catalog")));
    if (settings.get("catalogs") instanceof Map<?, ?> named) {
      named.forEach((name, ranges) -> catalogs.put(String.valueOf(name), texts(ranges)));
    }
    for (JsonNode place : List.of(root, root.path("workspaces"))) {
      if (place.path("catalog").isObject()) {
        catalogs.put("", texts(place.path("catalog")));
      }
      place.path("catalogs").forEachEntry((name, ranges) -> catalogs.put(name, texts(ranges)));
    }
    return catalogs;
  }

  private static Map<String, String> texts(@Nullable Object ranges) {
    Map<String, String> texts = new HashMap<>();
    if (ranges instanceof Map<?, ?> map) {
      map.forEach((name, range) -> texts.put(String.valueOf(name), String.valueOf(range)));
    } else if (ranges instanceof JsonNode node) {
      node.forEachEntry((name, range) -> texts.put(name, range.asString()));
    }
    return texts;
  }

  private static JsonNode manifest(Path folder) throws IOException {
    Path file = folder.resolve("package.json");
    return JsonText.parse(Files.readString(file), file.toString());
  }

  /** Nothing is a number, and what is left out an empty text. */
  private static final class Texts extends FailsafeSchema {
    @Override
    public ScalarResolver getScalarResolver() {
      return (value, implicit) -> Tag.STR;
    }
  }

  private static Map<String, Object> yaml(String text) {
    Object read =
        new Load(LoadSettings.builder().setSchema(new Texts()).build()).loadFromString(text);
    Map<String, Object> map = new TreeMap<>();
    if (read instanceof Map<?, ?> entries) {
      entries.forEach((key, value) -> map.put(String.valueOf(key), value));
    }
    return map;
  }
}
