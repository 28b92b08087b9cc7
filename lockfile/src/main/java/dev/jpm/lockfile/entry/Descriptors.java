package dev.jpm.lockfile.entry;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which entry of a Yarn lockfile each {@code name@range} got. */
final class Descriptors {
  private final Map<String, String> keys = new HashMap<>();
  private final Map<String, String> byName = new HashMap<>();

  void add(String name, String range, String key) {
    keys.put(name + "@" + range, key);
    byName.putIfAbsent(name, key);
  }

  /**
   * The key of the entry for {@code name} in this range. Where a project's {@code resolutions}
   * replace the range, no entry has it, and any of that name will do.
   */
  @Nullable String find(String name, String range) {
    String found = keys.get(name + "@" + range);
    if (found == null && range.indexOf(':') < 0) {
      found = keys.get(name + "@npm:" + range);
    }
    return found == null ? byName.get(name) : found;
  }
}
