package dev.jpm.cli.work;

import dev.jpm.config.OptionValue.Text;
import dev.jpm.config.Origin.Layer;
import dev.jpm.config.Settings;
import dev.jpm.model.Manifest;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a package says of where it belongs: its {@code publishConfig}. */
public final class PublishConfig {
  private PublishConfig() {}

  /** {@code settings} with it, unless the user says otherwise in this call. */
  public static Settings in(Settings settings, Manifest manifest) {
    Settings changed = settings;
    JsonNode config = manifest.json().path("publishConfig");
    for (Map.Entry<String, JsonNode> entry : config.properties()) {
      boolean known =
          List.of("registry", "tag", "access").contains(entry.getKey())
              || entry.getKey().endsWith(":registry");
      boolean typed = settings.layer(Layer.CLI).containsKey(entry.getKey());
      if (known && !typed && entry.getValue().isString()) {
        changed = changed.with(entry.getKey(), new Text(entry.getValue().stringValue()));
      }
    }
    return changed;
  }
}
