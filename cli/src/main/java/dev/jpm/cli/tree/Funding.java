package dev.jpm.cli.tree;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One way to fund a package.
 *
 * @param type of the platform; empty where package.json names none
 */
public record Funding(String type, String url) {

  /** The ways of a funding field that can be followed. */
  public static List<Funding> of(@Nullable JsonNode field) {
    List<Funding> found = new ArrayList<>();
    if (field == null) {
      return found;
    }
    for (JsonNode item : field.isArray() ? field : List.of(field)) {
      String url = item.isString() ? item.stringValue() : item.path("url").asString("");
      if (isWebPage(url)) {
        found.add(new Funding(item.path("type").asString(""), url));
      }
    }
    return found;
  }

  /** Whether all that the field names can be followed. */
  static boolean isValid(JsonNode field) {
    return of(field).size() == (field.isArray() ? field.size() : 1);
  }

  /** The field with texts made objects, as npm prints it. */
  public static Object shown(JsonNode field) {
    if (!field.isArray()) {
      return item(field);
    }
    List<Object> items = new ArrayList<>();
    field.forEach(each -> items.add(item(each)));
    return items;
  }

  private static Map<String, Object> item(JsonNode field) {
    Map<String, Object> item = new LinkedHashMap<>();
    if (field.isString()) {
      item.put("url", field.stringValue());
    } else {
      field.properties().forEach(entry -> item.put(entry.getKey(), entry.getValue().asString("")));
    }
    return item;
  }

  private static boolean isWebPage(String url) {
    try {
      URI parsed = new URI(url);
      String scheme = String.valueOf(parsed.getScheme());
      return parsed.getHost() != null && (scheme.equals("https") || scheme.equals("http"));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
