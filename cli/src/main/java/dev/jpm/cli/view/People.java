package dev.jpm.cli.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** People in manifests, written short as {@code name <email> (url)}. */
final class People {
  private People() {}

  /** {@code value}, where it is a person or a list of people; else as it is. */
  static @Nullable Object shortened(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(People::shortened).toList();
    }
    if (!(value instanceof Map<?, ?> map) || !isPerson(map)) {
      return value;
    }
    String email = map.get("email") == null ? "" : " <" + map.get("email") + ">";
    String url = map.get("url") == null ? "" : " (" + map.get("url") + ")";
    return map.get("name") + email + url;
  }

  /** The document with the people of its own fields written short. */
  static Map<String, @Nullable Object> in(Map<String, @Nullable Object> document) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    document.forEach((key, value) -> shown.put(key, shortened(value)));
    return shown;
  }

  private static boolean isPerson(Map<?, ?> map) {
    boolean email = map.get("email") != null;
    boolean url = map.get("url") != null;
    return map.get("name") != null
        && switch (map.size()) {
          case 1 -> true;
          case 2 -> email || url;
          case 3 -> (email && url) || map.get("trustedPublisher") != null;
          default -> false;
        };
  }
}
