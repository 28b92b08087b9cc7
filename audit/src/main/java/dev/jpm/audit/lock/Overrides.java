package dev.jpm.audit.lock;

import dev.jpm.model.Manifest;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Names for which a package.json puts something else in the place of what is asked for. */
final class Overrides {
  private Overrides() {}

  static Set<String> of(Collection<Manifest> manifests) {
    Set<String> names = new HashSet<>();
    for (Manifest manifest : manifests) {
      collect(manifest.field("overrides"), names);
      collect(manifest.field("resolutions"), names);
      JsonNode pnpm = manifest.field("pnpm");
      collect(pnpm == null ? null : pnpm.get("overrides"), names);
    }
    return names;
  }

  private static void collect(@Nullable JsonNode rules, Set<String> names) {
    if (rules == null || !rules.isObject()) {
      return;
    }
    for (Map.Entry<String, JsonNode> rule : rules.properties()) {
      String key = lastName(rule.getKey());
      int at = key.indexOf('@', 1);
      names.add(at < 0 ? key : key.substring(0, at));
      collect(rule.getValue(), names);
    }
  }

  /** Of a path of names ({@code a>b}, {@code **}{@code /b}) the last. */
  private static String lastName(String path) {
    String name = path.substring(path.lastIndexOf('>') + 1);
    int slash = name.lastIndexOf('/');
    int before = name.lastIndexOf('/', slash - 1);
    boolean scoped = slash > 0 && name.startsWith("@", before + 1);
    return scoped ? name.substring(before + 1) : name.substring(slash + 1);
  }
}
