package dev.jpm.audit.policy;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The lines that the entries of a list stand on. */
final class EntryLines {
  private EntryLines() {}

  /** Those of the list that {@code key} names in the object {@code json}, which can be read. */
  static List<Integer> of(String json, String key) {
    List<Integer> lines = new ArrayList<>();
    try (JsonParser parser =
        new JsonFactory()
            .createParser(
                ObjectReadContext.empty(), json.startsWith("\ufeff") ? json.substring(1) : json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean found = parser.currentName().equals(key);
        boolean list = parser.nextToken() == JsonToken.START_ARRAY;
        if (found && list) {
          lines.clear();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            lines.add(parser.currentTokenLocation().getLineNr());
            parser.skipChildren();
          }
        } else {
          parser.skipChildren();
        }
      }
    }
    return lines;
  }
}
