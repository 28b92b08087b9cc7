package dev.jpm.mirror.route;

import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.upstream.Upstream;
import dev.jpm.mirror.upstream.Upstream.Reply;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Questions that only an upstream can answer. */
public final class PassedThrough {
  private final Homes homes;

  public PassedThrough(Homes homes) {
    this.homes = homes;
  }

  /** What the upstream finds; empty where it finds nothing or cannot search. */
  Optional<JsonNode> search(String text, int size, int from) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String path =
        "-/v1/search?text="
            + URLEncoder.encode(text, StandardCharsets.UTF_8)
            + "&size="
            + size
            + "&from="
            + from;
    try {
      return homes.standard().map(upstream -> read(upstream, () -> upstream.get(path)));
    } catch (HttpProblem unable) {
      return Optional.empty();
    }
  }

  /** What lies at {@code path} of an upstream. */
  JsonNode get(Upstream upstream, String path) {
    return read(upstream, () -> upstream.get(path));
  }

  /** What an upstream answers to a question. */
  ObjectNode post(Upstream upstream, String path, ObjectNode question) {
    if (read(upstream, () -> upstream.post(path, Json.bytes(question))) instanceof ObjectNode it) {
      return it;
    }
    throw new HttpProblem(502, upstream.name() + " did not answer with an object");
  }

  /** A question that is under way. */
  @FunctionalInterface
  private interface Question {
    Reply ask() throws IOException;
  }

  private static JsonNode read(Upstream upstream, Question question) {
    try {
      Reply reply = question.ask();
      return switch (reply.status()) {
        case 200 -> Json.parseAny(reply.body());
        case 404 -> throw HttpProblem.notFound("The upstream does not know this");
        default -> throw new HttpProblem(502, upstream.name() + " answered " + reply.status());
      };
    } catch (IOException | JacksonException e) {
      // An empty answer would be taken for a clean one.
      throw new HttpProblem(502, upstream.name() + " cannot be asked: " + e.getMessage());
    }
  }
}
