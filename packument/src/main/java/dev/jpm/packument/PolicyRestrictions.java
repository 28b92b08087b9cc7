package dev.jpm.packument;

import dev.jpm.model.Manifest;
import dev.jpm.model.ManifestNormalizer;
import dev.jpm.model.Packument;
import dev.jpm.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The versions that a registry's policy withholds ({@code policyRestrictions} of a packument), and
 * why.
 */
record PolicyRestrictions(
    SequencedMap<String, Packument.Release> restricted, @Nullable String message) {
  static final PolicyRestrictions NONE =
      new PolicyRestrictions(Collections.emptyNavigableMap(), null);

  static PolicyRestrictions read(JsonSlice slice) {
    String text = new String(slice.bytes(), slice.offset(), slice.length(), StandardCharsets.UTF_8);
    JsonNode json = JsonText.parse(text, "policyRestrictions");
    JsonNode message = json.path("message");
    LinkedHashMap<String, Packument.Release> releases = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.path("versions").properties()) {
      if (entry.getValue() instanceof ObjectNode manifest) {
        releases.put(
            entry.getKey(),
            new Restricted(entry.getKey(), ManifestNormalizer.ofPackument(manifest)));
      }
    }
    return new PolicyRestrictions(
        Collections.unmodifiableSequencedMap(releases),
        message.isString() ? message.stringValue() : null);
  }

  private record Restricted(String version, Manifest manifest) implements Packument.Release {
    @Override
    public boolean isDeprecated() {
      JsonNode value = manifest.field("deprecated");
      return value != null && !value.asString("").isEmpty() && !value.asString("").equals("false");
    }

    @Override
    public @Nullable String nodeEngine() {
      return manifest.engines().get("node");
    }
  }
}
