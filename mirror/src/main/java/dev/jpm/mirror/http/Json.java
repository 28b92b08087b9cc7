package dev.jpm.mirror.http;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as it goes over the wire and into rows. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static byte[] bytes(JsonNode document) {
    return document.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The object in a text that was written here. */
  public static ObjectNode parse(String text) {
    return MAPPER.readTree(text).asObject();
  }

  /** Any value. */
  public static JsonNode parseAny(String json) {
    return MAPPER.readTree(json);
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  public static JsonParser parser(InputStream in) {
    return MAPPER.createParser(in);
  }

  /** A writer that leaves {@code out} open. */
  public static JsonGenerator generator(OutputStream out) {
    JsonGenerator generator = MAPPER.createGenerator(out);
    generator.configure(tools.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET, false);
    return generator;
  }

  /** The object that a client sent, at most {@code limit} bytes of it. */
  public static ObjectNode read(Call call, long limit) {
    JsonNode read = readAny(call, limit);
    if (read instanceof ObjectNode object) {
      return object;
    }
    throw HttpProblem.badRequest("the body must be a JSON object");
  }

  /** The value that a client sent, at most {@code limit} bytes of it. */
  public static JsonNode readAny(Call call, long limit) {
    try {
      return MAPPER.readTree(BodyStream.of(call, limit));
    } catch (JacksonException e) {
      if (e.getCause() instanceof BodyStream.TooLargeException) {
        throw HttpProblem.tooLarge();
      }
      throw HttpProblem.badRequest("the body is not valid JSON");
    }
  }
}
