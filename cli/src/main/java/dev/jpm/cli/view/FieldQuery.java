package dev.jpm.cli.view;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks a field up in a document by npm's paths: {@code dist.tarball}, {@code time[1.0.0]}, {@code
 * maintainers[0].name}, and {@code maintainers.name} for that field of every item.
 */
final class FieldQuery {
  private static final Pattern BRACKETS = Pattern.compile("(.+)\\[([^\\]]+)\\]\\.?(.*)$");

  private FieldQuery() {}

  /**
   * What {@code path} finds, by label; empty where nothing is there.
   *
   * @param unwrap whether a list of one is that one
   */
  static Map<String, @Nullable Object> in(Map<?, ?> data, String path, boolean unwrap) {
    Object at = data;
    StringBuilder label = new StringBuilder();
    for (String key : keys(path.strip())) {
      if (at instanceof List<?> list && !isIndex(key)) {
        return each(list, label.toString(), key);
      }
      if (!has(at, key)) {
        return Map.of();
      }
      at = get(at, key);
      label.append(key);
    }
    if (unwrap && at instanceof List<?> list && list.size() <= 1) {
      at = list.isEmpty() ? null : list.getFirst();
    }
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    found.put(path, at);
    return found;
  }

  private static Map<String, @Nullable Object> each(List<?> list, String label, String key) {
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    for (int i = 0; i < list.size(); i++) {
      Object item = list.get(i);
      found.put(label + "[" + i + "]." + key, has(item, key) ? get(item, key) : null);
    }
    return found;
  }

  private static boolean isIndex(String key) {
    return key.matches("\\d{1,9}");
  }

  private static boolean has(@Nullable Object holder, String key) {
    return switch (holder) {
      case Map<?, ?> map -> map.containsKey(key);
      case List<?> list -> isIndex(key) && Integer.parseInt(key) < list.size();
      case null, default -> false;
    };
  }

  private static @Nullable Object get(@Nullable Object holder, String key) {
    return switch (holder) {
      case Map<?, ?> map -> map.get(key);
      case List<?> list -> list.get(Integer.parseInt(key));
      case null, default -> null;
    };
  }

  private static List<String> keys(String path) {
    if (path.matches(".*\\[\\].*")) {
      throw JpmException.of(
          ErrorCode.EUSAGE, "Empty brackets are not valid syntax for retrieving values.");
    }
    Matcher match = BRACKETS.matcher(path);
    if (!match.matches()) {
      return Arrays.asList(path.split("\\.", -1));
    }
    List<String> keys = new ArrayList<>(keys(match.group(1)));
    keys.add(match.group(2));
    if (!match.group(3).isEmpty()) {
      keys.addAll(keys(match.group(3)));
    }
    return keys;
  }
}
