package dev.jpm.cli.terminal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one JSON document of a call, whatever it told and however it ended. Pure. */
final class JsonResult {
  private JsonResult() {}

  /**
   * Objects become one object, an error its last entry. What is no object stands alone, without an
   * error, as npm has it: there is no place for one.
   */
  static Object of(List<Object> results, @Nullable Object error) {
    Map<String, Object> merged = new LinkedHashMap<>();
    for (Object result : results) {
      if (!(result instanceof Map<?, ?> object)) {
        return result;
      }
      object.forEach((key, value) -> merged.put(String.valueOf(key), value));
    }
    if (error != null) {
      merged.remove("error");
      merged.put("error", error);
    }
    return merged;
  }
}
