package dev.jpm.lockfile.entry;

import dev.jpm.lockfile.entry.Lined.Fields;
import dev.jpm.lockfile.entry.Lined.Items;
import dev.jpm.lockfile.entry.Lined.Scalar;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads JSON with its lines; Bun's, with commas too many, as well. Depth has the parser's limit.
 */
final class LinedJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .build();

  private final JsonParser parser;

  private LinedJson(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * The object in {@code text}.
   *
   * @throws JpmException EBADLOCKFILE, with the line, where it is none
   */
  static Fields read(String text, String file) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        Fields fields = new LinedJson(parser).object(1);
        if (parser.nextToken() == null) {
          return fields;
        }
      }
      throw bad(file, parser.currentTokenLocation().getLineNr(), "it is no JSON object");
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw bad(file, line, why(e));
    }
  }

  /** Without what the parser says of itself. */
  private static String why(JacksonException e) {
    if (e instanceof StreamConstraintsException) {
      return "it is nested deeper, or has longer texts, than any lockfile";
    }
    return e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
  }

  private Fields object(int line) {
    SequencedMap<String, Lined> fields = new LinkedHashMap<>();
    SequencedMap<String, Integer> repeated = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int at = parser.currentTokenLocation().getLineNr();
      parser.nextToken();
      if (fields.put(key, value(at)) != null) {
        repeated.put(key, at);
      }
    }
    return new Fields(fields, repeated, line);
  }

  private Lined value(int line) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(line);
      case START_ARRAY -> {
        List<Lined> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser.currentTokenLocation().getLineNr()));
        }
        yield new Items(items, line);
      }
      default -> new Scalar(String.valueOf(parser.getString()), line);
    };
  }

  static JpmException bad(String file, int line, String why) {
    return JpmException.of(
        ErrorCode.EBADLOCKFILE, "Invalid " + file + ", line " + line + ": " + why);
  }
}
