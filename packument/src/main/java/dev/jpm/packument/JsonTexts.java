package dev.jpm.packument;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Parses the small pieces of JSON that were cut out of larger documents. */
final class JsonTexts {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();

  private JsonTexts() {}

  /** The text that {@code slice} is, or {@code otherwise} where it is anything else. */
  static String text(JsonSlice slice, String otherwise) {
    if (slice.isEmpty()) {
      return otherwise;
    }
    try (JsonParser parser = parser(slice)) {
      return parser.nextToken() == JsonToken.VALUE_STRING ? parser.getString() : otherwise;
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  /** As {@link #text}, without a parser where the text holds no escapes. */
  static String plainText(JsonSlice slice, String otherwise) {
    byte[] bytes = slice.bytes();
    int start = slice.offset() + 1;
    int end = slice.offset() + slice.length() - 1;
    if (slice.length() < 2 || bytes[start - 1] != '"') {
      return otherwise;
    }
    for (int i = start; i < end; i++) {
      if (bytes[i] == '\\') {
        return text(slice, otherwise);
      }
    }
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** The entries of an object whose values are texts; others are left out. */
  static SequencedMap<String, String> textMap(JsonSlice slice) {
    LinkedHashMap<String, String> map = new LinkedHashMap<>();
    if (slice.isEmpty()) {
      return Collections.unmodifiableSequencedMap(map);
    }
    try (JsonParser parser = parser(slice)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Collections.unmodifiableSequencedMap(map);
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
          map.put(key, parser.getString());
        } else {
          parser.skipChildren();
        }
      }
    } catch (JacksonException e) {
      throw malformed(e);
    }
    return Collections.unmodifiableSequencedMap(map);
  }

  /** The text of one field of an object, or null where it is missing or no text. */
  static @Nullable String field(JsonSlice slice, String wanted) {
    if (slice.isEmpty()) {
      return null;
    }
    try (JsonParser parser = parser(slice)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean found = wanted.equals(parser.currentName());
        JsonToken value = parser.nextToken();
        if (found) {
          return value == JsonToken.VALUE_STRING ? parser.getString() : null;
        }
        parser.skipChildren();
      }
      return null;
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  /**
   * Reads {@code slice} to its end.
   *
   * @throws MalformedJsonException where it is no JSON, which whoever cut it out cannot see
   */
  static void check(JsonSlice slice) throws MalformedJsonException {
    if (slice.isEmpty()) {
      return;
    }
    try (JsonParser parser = parser(slice)) {
      while (parser.nextToken() != null) {
        parser.finishToken();
      }
    } catch (JacksonException e) {
      throw new MalformedJsonException(
          e.getOriginalMessage(), slice.offset() + e.getLocation().getByteOffset());
    }
  }

  private static JpmException malformed(JacksonException e) {
    return JpmException.of(
        ErrorCode.EJSONPARSE, "A registry's document is no JSON: " + e.getOriginalMessage(), e);
  }

  private static JsonParser parser(JsonSlice slice) {
    return FACTORY.createParser(
        ObjectReadContext.empty(), slice.bytes(), slice.offset(), slice.length());
  }
}
