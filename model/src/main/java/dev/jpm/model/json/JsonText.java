package dev.jpm.model.json;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON to a tree with JavaScript's answers: of a key written twice the last value stands at
 * the first one's place, keys that are array indices come first, a byte order mark is passed over.
 * Builds the tree straight from tokens: no object mapper is started for it.
 */
public final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int EXCERPT = 20;

  private JsonText() {}

  /**
   * The value in {@code text}.
   *
   * @param file what the text came from, for messages
   * @throws JpmException EJSONPARSE with line, column and the text around the mistake
   */
  public static JsonNode parse(String text, String file) {
    String json = withoutMark(text);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw failure(file, "it is empty", json, 1, 1, 0);
      }
      JsonNode value = value(parser, first);
      if (parser.nextToken() != null) {
        TokenStreamLocation at = parser.currentTokenLocation();
        String reason = "unexpected text after the end";
        throw failure(
            file, reason, json, at.getLineNr(), at.getColumnNr(), (int) at.getCharOffset());
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw JpmException.of(
          ErrorCode.EJSONPARSE,
          "Invalid " + file + ": it is nested deeper than anything that is read here",
          e);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      int offset = at == null ? json.length() : (int) at.getCharOffset();
      int line = at == null ? 1 : at.getLineNr();
      int column = at == null ? 1 : at.getColumnNr();
      throw failure(file, e.getOriginalMessage(), json, line, column, offset);
    }
  }

  /**
   * The object in {@code text}.
   *
   * @throws JpmException EJSONPARSE also where the text is JSON but no object
   */
  public static ObjectNode parseObject(String text, String file) {
    if (parse(text, file) instanceof ObjectNode object) {
      return object;
    }
    throw JpmException.of(ErrorCode.EJSONPARSE, "Invalid " + file + ": it must hold a JSON object");
  }

  /**
   * As {@link #parseObject(String, String)}; bytes that are no UTF-8 read as U+FFFD, as in Node.
   */
  public static ObjectNode parseObject(byte[] utf8, String file) {
    return parseObject(new String(utf8, StandardCharsets.UTF_8), file);
  }

  /** Without the byte order mark that some editors put in front. */
  static String withoutMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static JsonNode value(JsonParser parser, @Nullable JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case null, default -> throw new IllegalStateException("no value starts with " + token);
    };
  }

  private static ObjectNode object(JsonParser parser) {
    ObjectNode object = NODES.objectNode();
    boolean hasIndex = false;
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      object.set(key, value(parser, parser.nextToken()));
      hasIndex |= isIndex(key);
    }
    return hasIndex ? withIndicesFirst(object) : object;
  }

  private static ArrayNode array(JsonParser parser) {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      array.add(value(parser, token));
    }
    return array;
  }

  /** JavaScript knows only doubles. */
  private static JsonNode number(JsonParser parser) {
    String text = parser.getString();
    if (text.length() < 10 && parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return NODES.numberNode(Integer.parseInt(text));
    }
    return NODES.numberNode(Double.parseDouble(text));
  }

  private static boolean isIndex(String key) {
    if (key.isEmpty() || key.length() > 10 || key.charAt(0) < '0' || key.charAt(0) > '9') {
      return false;
    }
    for (int i = 1; i < key.length(); i++) {
      if (key.charAt(i) < '0' || key.charAt(i) > '9') {
        return false;
      }
    }
    return (key.length() == 1 || key.charAt(0) != '0') && Long.parseLong(key) < 4294967295L;
  }

  private static ObjectNode withIndicesFirst(ObjectNode object) {
    ObjectNode sorted = NODES.objectNode();
    object.propertyNames().stream()
        .filter(JsonText::isIndex)
        .sorted((a, b) -> Long.compare(Long.parseLong(a), Long.parseLong(b)))
        .forEach(key -> sorted.set(key, object.get(key)));
    object.forEachEntry((key, value) -> {
      if (!isIndex(key)) {
        sorted.set(key, value);
      }
    });
    return sorted;
  }

  private static JpmException failure(
      String file, @Nullable String reason, String json, int line, int column, int offset) {
    int at = Math.clamp(offset, 0, json.length());
    int from = Math.max(0, at - EXCERPT);
    int to = Math.min(json.length(), at + EXCERPT);
    String excerpt = (from > 0 ? "…" : "") + json.substring(from, to);
    String near = excerpt.isEmpty() ? "" : " near " + JsonWriter.quoted(excerpt);
    String why = reason == null ? "" : ": " + reason;
    return JpmException.of(
            ErrorCode.EJSONPARSE,
            "Invalid %s, line %d, column %d%s%s".formatted(file, line, column, why, near))
        .withHint(
            file.endsWith("lock.json") || file.endsWith("shrinkwrap.json")
                ? "Mend it, or remove it and install again"
                : "Note: package.json must be actual JSON, not just JavaScript.");
  }
}
