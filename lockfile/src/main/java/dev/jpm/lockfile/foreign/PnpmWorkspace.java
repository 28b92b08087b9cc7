package dev.jpm.lockfile.foreign;

import dev.jpm.model.protocol.Catalogs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What jpm reads of the file in which pnpm keeps a project's settings.
 *
 * @param packages patterns of the project's folders; empty where it tells none
 * @param overrides what is put in the place of what is asked for, and what is left out, as {@code
 *     -}, by the rules' own keys
 */
public record PnpmWorkspace(
    Catalogs catalogs, List<String> packages, Map<String, String> overrides) {
  /** The file's name, in the project's folder. */
  public static final String FILE = "pnpm-workspace.yaml";

  public PnpmWorkspace {
    packages = List.copyOf(packages);
    overrides = Map.copyOf(overrides);
  }

  /** What stands in {@code text}. Throws EBADLOCKFILE, with the line, where it is no YAML. */
  public static PnpmWorkspace read(String text) {
    Map<String, Object> file = YamlText.mapping(text, FILE);
    Map<String, String> overrides = new LinkedHashMap<>();
    texts(file.get("ignoredOptionalDependencies")).forEach(name -> overrides.put(name, "-"));
    YamlText.map(file.get("overrides")).forEach((key, rule) -> overrides.put(key, rule.toString()));
    return new PnpmWorkspace(catalogs(file), texts(file.get("packages")), overrides);
  }

  private static Catalogs catalogs(Map<String, Object> file) {
    Map<String, Map<String, String>> catalogs = new LinkedHashMap<>();
    add("default", file.get("catalog"), catalogs);
    YamlText.map(file.get("catalogs")).forEach((name, specs) -> add(name, specs, catalogs));
    return new Catalogs(catalogs);
  }

  private static void add(
      String name, @Nullable Object specs, Map<String, Map<String, String>> catalogs) {
    YamlText.map(specs)
        .forEach((key, spec) ->
            catalogs.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(key, spec.toString()));
  }

  private static List<String> texts(@Nullable Object list) {
    List<String> texts = new ArrayList<>();
    if (list instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof String text) {
          texts.add(text);
        }
      }
    }
    return texts;
  }
}
