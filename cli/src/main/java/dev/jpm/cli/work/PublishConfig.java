package dev.jpm.cli.work;

import dev.jpm.config.OptionValue;
import dev.jpm.config.OptionValue.Flag;
import dev.jpm.config.OptionValue.Text;
import dev.jpm.config.Origin.Layer;
import dev.jpm.config.Settings;
import dev.jpm.model.Manifest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a package says of where it belongs: its {@code publishConfig}. */
public final class PublishConfig {
  private static final List<String> TEXTS = List.of("registry", "tag", "access", "provenance-file");

  private PublishConfig() {}

  /** {@code settings} with it, unless the user says otherwise in this call. */
  public static Settings in(Settings settings, Manifest manifest) {
    Settings changed = settings;
    JsonNode config = manifest.json().path("publishConfig");
    for (Map.Entry<String, JsonNode> entry : config.properties()) {
      String key = entry.getKey();
      OptionValue value = value(key, entry.getValue());
      if (value != null && !settings.layer(Layer.CLI).containsKey(key)) {
        changed = changed.with(key, value);
      }
    }
    return changed;
  }

  /** What is known of the settings that a package may bring; null for others. */
  private static @Nullable OptionValue value(String key, JsonNode told) {
    if (key.equals("provenance")) {
      return told.isBoolean() ? Flag.of(told.booleanValue()) : null;
    }
    boolean known = TEXTS.contains(key) || key.endsWith(":registry");
    return known && told.isString() ? new Text(told.stringValue()) : null;
  }
}
