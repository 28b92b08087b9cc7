package dev.jpm.lockfile.foreign;

import dev.jpm.model.protocol.Catalogs;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What jpm reads of the file in which pnpm keeps a project's settings: its catalogs. */
public final class PnpmWorkspace {
  /** The file's name, in the project's folder. */
  public static final String FILE = "pnpm-workspace.yaml";

  private PnpmWorkspace() {}

  /** The catalogs in {@code text}. Throws EBADLOCKFILE, with the line, where it is no YAML. */
  public static Catalogs catalogs(String text) {
    Map<String, Object> file = YamlText.mapping(text, FILE);
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
}
