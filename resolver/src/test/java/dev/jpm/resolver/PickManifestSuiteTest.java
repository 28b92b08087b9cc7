package dev.jpm.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.Packument;
import dev.jpm.model.Platform;
import dev.jpm.model.semver.Range;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What npm-pick-manifest's suite asks about and npm-pick-manifest answers, but for staged versions
 * and for strict avoidance, which nothing here asks for.
 */
class PickManifestSuiteTest {
  private final VersionPicker picker = new VersionPicker();

  @Test
  void all50CasesHold() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<String> rows = rows();
    for (String row : rows) {
      JsonNode asked = JsonMapper.shared().readTree(row);
      JsonNode answer = asked.path("answer");
      String expected =
          answer.path("error").asString("")
              + answer.path("version").asString("")
              + (answer.has("avoided") ? "!" : "");
      String found = pick(asked);
      if (!found.equals(expected)) {
        wrong.add(row + " but " + found);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rows).hasSize(50);
  }

  private String pick(JsonNode asked) {
    JsonNode options = asked.path("options");
    Platform linux = World.LINUX;
    PickOptions pick =
        PickOptions.on(
            new Platform(
                linux.os(),
                linux.cpu(),
                linux.libc(),
                options.path("nodeVersion").asString(linux.nodeVersion()),
                linux.npmVersion()));
    if (options.has("before")) {
      pick = pick.withBefore(Instant.parse(options.path("before").asString()));
    }
    if (options.has("avoid")) {
      pick = pick.withAvoid(Range.parseLoose(options.path("avoid").stringValue()));
    }
    pick = pick.withDefaultTag(options.path("defaultTag").asString("latest"));
    PickResult result =
        picker.pick(packument(asked.path("packument")), asked.path("wanted").asString(""), pick);
    return switch (result) {
      case PickResult.Picked picked ->
          picked.release().manifest().version() + (picked.avoided() ? "!" : "");
      case PickResult.None none -> none.error().code().name();
    };
  }

  private static Packument packument(JsonNode json) {
    JsonNode policy = json.path("policyRestrictions");
    return new Packument(
        json.path("name").asString("x"),
        texts(json.path("dist-tags")),
        releases(json.path("versions")),
        texts(json.path("time")),
        releases(policy.path("versions")),
        policy.has("message") ? policy.path("message").stringValue() : null);
  }

  private static SequencedMap<String, String> texts(JsonNode json) {
    LinkedHashMap<String, String> texts = new LinkedHashMap<>();
    json.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
    return texts;
  }

  private static SequencedMap<String, Packument.Release> releases(JsonNode json) {
    LinkedHashMap<String, Packument.Release> releases = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      releases.put(
          entry.getKey(), World.release(entry.getKey(), (ObjectNode) entry.getValue().deepCopy()));
    }
    return releases;
  }

  private static List<String> rows() throws IOException {
    String file = "pick-manifest.jsonl";
    try (InputStream in =
        Objects.requireNonNull(PickManifestSuiteTest.class.getResourceAsStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
