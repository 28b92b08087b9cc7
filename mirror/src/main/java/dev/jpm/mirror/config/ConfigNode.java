package dev.jpm.mirror.config;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mapping in a configuration file. It knows which keys were asked for, so that others are told.
 */
final class ConfigNode {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9}) *(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9}) *(B|KB|MB|GB)");

  private final Map<String, Object> values;
  private final Set<String> empty;
  private final String path;
  private final Path file;
  private final Map<String, String> env;
  private final Set<String> read = new HashSet<>();
  private final List<ConfigNode> children = new ArrayList<>();

  private ConfigNode(
      Map<String, Object> values,
      Set<String> empty,
      String path,
      Path file,
      Map<String, String> env) {
    this.values = values;
    this.empty = empty;
    this.path = path;
    this.file = file;
    this.env = env;
  }

  static ConfigNode root(Object document, Path file, Map<String, String> env) {
    return of(document, "", file, env);
  }

  static JpmException invalid(Path file, String key, String sentence) {
    String where = key.isEmpty() ? "" : key + ": ";
    return JpmException.of(ErrorCode.ECONFIG, "Invalid " + file + ": " + where + sentence);
  }

  JpmException invalid(String key, String sentence) {
    return invalid(file, path + key, sentence);
  }

  private static ConfigNode of(Object value, String path, Path file, Map<String, String> env) {
    if (!(value instanceof Map<?, ?> map)) {
      String key = path.isEmpty() ? "" : path.substring(0, path.length() - 1);
      throw invalid(file, key, "it must be a mapping of keys to values");
    }
    Map<String, Object> values = new HashMap<>();
    Set<String> empty = new HashSet<>();
    map.forEach((key, inner) -> {
      if (inner == null) {
        empty.add(String.valueOf(key));
      } else {
        values.put(String.valueOf(key), inner);
      }
    });
    return new ConfigNode(values, empty, path, file, env);
  }

  /** The variables that values may name. */
  Map<String, String> env() {
    return env;
  }

  boolean has(String key) {
    read.add(key);
    return values.containsKey(key);
  }

  /** Whether {@code key} is there and nothing follows it. */
  boolean isEmpty(String key) {
    return empty.contains(key);
  }

  /** Refuses keys that nobody has asked for. */
  void refuseUnread() {
    TreeSet<String> unread = new TreeSet<>(values.keySet());
    unread.removeAll(read);
    if (!unread.isEmpty()) {
      String known = String.join(", ", new TreeSet<>(read));
      throw invalid(unread.first(), "no such key; there are " + known);
    }
    children.forEach(ConfigNode::refuseUnread);
  }

  ConfigNode child(String key) {
    Object value = value(key);
    return keep(of(value == null ? Map.of() : value, path + key + ".", file, env));
  }

  List<ConfigNode> list(String key) {
    List<ConfigNode> nodes = new ArrayList<>();
    int index = 0;
    for (Object item : items(key)) {
      nodes.add(keep(of(item, path + key + "[" + index++ + "].", file, env)));
    }
    return nodes;
  }

  List<String> texts(String key, List<String> otherwise) {
    if (value(key) == null) {
      return otherwise;
    }
    return items(key).stream().map(item -> expanded(key, item)).toList();
  }

  String text(String key, String otherwise) {
    Object value = value(key);
    return value == null ? otherwise : expanded(key, value);
  }

  boolean flag(String key, boolean otherwise) {
    return switch (value(key)) {
      case null -> otherwise;
      case Boolean flag -> flag;
      default -> throw invalid(key, "it must be true or false");
    };
  }

  int port(String key, int otherwise) {
    return switch (value(key)) {
      case null -> otherwise;
      case Integer port when port >= 0 && port < 65536 -> port;
      default -> throw invalid(key, "it must be a port, a number from 0 to 65535");
    };
  }

  /** A number of things, at least one. */
  int count(String key, int otherwise) {
    return switch (value(key)) {
      case null -> otherwise;
      case Integer count when count > 0 -> count;
      default -> throw invalid(key, "it must be a number above 0");
    };
  }

  URI url(String key) {
    String text = text(key, "");
    try {
      URI url = new URI(text.endsWith("/") ? text : text + "/");
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getRawQuery() == null && url.getUserInfo() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw notUrl(key);
    }
    throw notUrl(key);
  }

  private JpmException notUrl(String key) {
    return invalid(key, "it must be an http or https URL without query and password");
  }

  Duration duration(String key, Duration otherwise) {
    String text = text(key, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw invalid(key, "it must be a time such as 30s, 5m, 2h or 1d");
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  long size(String key, long otherwise) {
    String text = text(key, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    Matcher parts = SIZE.matcher(text);
    if (!parts.matches()) {
      throw invalid(key, "it must be a size such as 500KB, 100MB or 1GB");
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "B" -> number;
      case "KB" -> number << 10;
      case "MB" -> number << 20;
      default -> number << 30;
    };
  }

  private List<?> items(String key) {
    return switch (value(key)) {
      case null -> List.of();
      case List<?> list -> list;
      default -> throw invalid(key, "it must be a list");
    };
  }

  private @Nullable Object value(String key) {
    read.add(key);
    return values.get(key);
  }

  private ConfigNode keep(ConfigNode child) {
    children.add(child);
    return child;
  }

  private String expanded(String key, @Nullable Object value) {
    if (value == null || value instanceof Map || value instanceof List) {
      throw invalid(key, "it must be a text");
    }
    return VARIABLE
        .matcher(value.toString())
        .replaceAll(variable -> {
          String name = variable.group(1);
          String found = env.get(name);
          if (found == null) {
            throw invalid(key, "the variable " + name + " is not set");
          }
          return Matcher.quoteReplacement(found);
        });
  }
}
