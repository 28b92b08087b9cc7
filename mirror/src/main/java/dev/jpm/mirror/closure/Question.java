package dev.jpm.mirror.closure;

import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.model.PackageName;
import dev.jpm.model.Platform;
import dev.jpm.model.Want;
import dev.jpm.model.semver.Version;
import dev.jpm.resolver.PickOptions;
import dev.jpm.resolver.ResolveOptions.ReleaseAge;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an install begins with, and how it chooses versions.
 *
 * @param options without an age, which depends on the name
 */
public record Question(List<Want> wants, PickOptions options, ReleaseAge age) {
  private static final int LONGEST = 1024;

  /** The largest monorepos ask for a tenth of it. */
  private static final int MOST_WANTS = 20_000;

  public Question {
    wants = List.copyOf(wants);
  }

  /**
   * Reads what a client asked.
   *
   * @throws HttpProblem where it cannot be read
   */
  public static Question of(ObjectNode json) {
    Platform platform = new Platform("", "", null, version(json, "node"), version(json, "npm"));
    PickOptions options = PickOptions.on(platform);
    String tag = shortened(json.path("tag").asString(""));
    return new Question(
        wants(json.path("wants")),
        tag.isEmpty() ? options : options.withDefaultTag(tag),
        new ReleaseAge(moment(json.path("before")), texts(json.path("exclude"))));
  }

  private static List<Want> wants(JsonNode json) {
    List<Want> wants = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      PackageName name =
          PackageName.tryParse(entry.getKey())
              .orElseThrow(() -> HttpProblem.badRequest("wants must have names of packages"));
      texts(entry.getValue()).forEach(spec -> wants.add(new Want(name, spec)));
      if (wants.size() > MOST_WANTS) {
        throw HttpProblem.tooLarge();
      }
    }
    return wants;
  }

  private static String version(ObjectNode json, String field) {
    String text = json.path(field).asString("");
    return Version.tryParse(shortened(text))
        .map(Version::toString)
        .orElseThrow(() -> HttpProblem.badRequest(field + " must be a version"));
  }

  /** No spec, tag or name is as long as what is refused here. */
  private static String shortened(String text) {
    if (text.length() > LONGEST) {
      throw HttpProblem.badRequest("a text is too long");
    }
    return text;
  }

  private static List<String> texts(JsonNode json) {
    List<String> texts = new ArrayList<>();
    json.values().forEach(value -> texts.add(shortened(value.asString(""))));
    return texts;
  }

  private static @Nullable Instant moment(JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return null;
    }
    try {
      return Instant.parse(json.asString(""));
    } catch (DateTimeException e) {
      throw HttpProblem.badRequest("before must be a moment");
    }
  }

  /** How a version of {@code name} is chosen. */
  PickOptions optionsFor(PackageName name) {
    return options.withBefore(age.before(name));
  }
}
