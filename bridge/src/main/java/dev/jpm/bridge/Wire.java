package dev.jpm.bridge;

import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** What stands in the messages between Java and a worker: one JSON value a line. */
final class Wire {
  /** The limits guard against strangers' input; here, how much is sent is the module's affair. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .maxNameLength(Integer.MAX_VALUE)
                          .maxNestingDepth(100_000)
                          .build())
                  .build())
          .build();

  private Wire() {}

  static byte[] call(long number, String function, Object[] arguments) {
    return MAPPER.writeValueAsBytes(
        Map.of("id", number, "function", function, "arguments", arguments));
  }

  static byte[] cancel(long number) {
    return MAPPER.writeValueAsBytes(Map.of("cancel", number));
  }

  static String start(Map<String, Object> told) {
    return MAPPER.writeValueAsString(told);
  }

  static MappingIterator<JsonNode> answers(InputStream in) {
    return MAPPER.readerFor(JsonNode.class).readValues(in);
  }

  static <T> T as(Class<T> type, JsonNode value) {
    return MAPPER.treeToValue(value, type);
  }

  static JavaScriptException error(JsonNode error) {
    @Nullable JsonNode cause = error.get("cause");
    return new JavaScriptException(
        text(error, "name"),
        text(error, "message"),
        text(error, "code"),
        text(error, "stack"),
        cause == null ? null : error(cause));
  }

  private static String text(JsonNode error, String key) {
    JsonNode value = error.get(key);
    return value == null ? "" : value.asString();
  }
}
