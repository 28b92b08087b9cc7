package dev.jpm.audit.report;

import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonWriter;
import tools.jackson.databind.JsonNode;

/** JSON as all reports are written: two blanks a level, a line break at the end. */
final class Json {
  private Json() {}

  static String text(JsonNode json) {
    return JsonWriter.write(json, JsonStyle.DEFAULT) + "\n";
  }
}
