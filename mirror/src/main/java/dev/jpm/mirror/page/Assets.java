package dev.jpm.mirror.page;

import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Route;
import dev.jpm.model.Integrity.Algorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Style, script and icon of the pages; their addresses change when they do. */
final class Assets {
  private final Map<String, Answer> byName = new LinkedHashMap<>();
  private final String style = add("style.css", "text/css; charset=utf-8");
  private final String script = add("script.js", "text/javascript; charset=utf-8");
  private final String icon = add("icon.svg", "image/svg+xml");

  private String add(String file, String type) {
    try (InputStream in = Assets.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing");
      }
      byte[] bytes = in.readAllBytes();
      String digest = HexFormat.of().formatHex(Algorithm.SHA256.digest().digest(bytes));
      String name = digest.substring(0, 12) + "-" + file;
      byName.put(
          name,
          Answer.bytes(200, type, bytes)
              .with("cache-control", "public, max-age=31536000, immutable"));
      return "assets/" + name;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String style() {
    return style;
  }

  String script() {
    return script;
  }

  String icon() {
    return icon;
  }

  List<Route> all() {
    return List.of(
        Route.of(
            "GET",
            "/-/web/assets/{name}",
            (call, values) -> {
              Answer asset = byName.get(values.get("name"));
              if (asset == null) {
                throw HttpProblem.notFound("Not found");
              }
              return asset;
            }));
  }
}
