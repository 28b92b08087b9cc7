package dev.jpm.mirror.packument;

import dev.jpm.mirror.http.Json;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a packument from JSON, one version at a time. */
public final class PackumentText {
  private PackumentText() {}

  /**
   * Shows {@code visitor} what is in {@code in}.
   *
   * @throws IOException where it is no packument
   */
  public static void read(InputStream in, PackumentVisitor visitor) throws IOException {
    try (JsonParser parser = Json.parser(in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("a packument must be a JSON object");
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken value = parser.nextToken();
        if (name.equals("versions") && value == JsonToken.START_OBJECT) {
          readVersions(parser, visitor);
        } else {
          visitor.field(name, parser.<JsonNode>readValueAsTree());
        }
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new IOException("a packument must be one JSON object");
      }
    } catch (JacksonException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException("a packument must be JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void readVersions(JsonParser parser, PackumentVisitor visitor) {
    for (String version = parser.nextName(); version != null; version = parser.nextName()) {
      parser.nextToken();
      if (!visitor.wants(version)) {
        parser.skipChildren();
      } else if (parser.<JsonNode>readValueAsTree() instanceof ObjectNode manifest) {
        visitor.release(version, manifest);
      }
    }
  }
}
