package dev.jpm.audit.registry;

import dev.jpm.model.Manifest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The licence that a package.json names, in any of the forms that there have been. */
public final class Licences {
  private Licences() {}

  /** The licence of {@code manifest}; of several any will do. Null where it names none. */
  public static @Nullable String of(Manifest manifest) {
    String one = name(manifest.field("license"));
    if (one != null) {
      return one;
    }
    JsonNode list = manifest.field("licenses");
    List<String> names = new ArrayList<>();
    if (list != null && list.isArray()) {
      for (JsonNode each : list) {
        String name = name(each);
        if (name != null) {
          names.add(name);
        }
      }
    }
    return names.isEmpty() ? null : String.join(" OR ", names);
  }

  private static @Nullable String name(@Nullable JsonNode licence) {
    JsonNode name = licence != null && licence.isObject() ? licence.get("type") : licence;
    return name != null && name.isString() && !name.stringValue().isEmpty()
        ? name.stringValue()
        : null;
  }
}
