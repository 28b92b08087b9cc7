package dev.jpm.osv;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonText;
import dev.jpm.model.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One record of the database, in the OSV format. */
final class OsvRecord {
  private static final String ECOSYSTEM = "npm";

  /** Longer titles help nobody, and come from outside. */
  private static final int TITLE = 300;

  private final JsonNode json;
  private final String id;

  private OsvRecord(JsonNode json, String id) {
    this.json = json;
    this.id = id;
  }

  /**
   * What the record in {@code utf8} says about npm packages; nothing where it is withdrawn.
   *
   * @param file what it came from, for messages
   * @throws JpmException EJSONPARSE where it is no record
   */
  static List<OsvAdvisory> read(byte[] utf8, String file) {
    ObjectNode json = JsonText.parseObject(utf8, file);
    String id = json.path("id").asString("");
    if (id.isBlank()) {
      throw JpmException.of(
          ErrorCode.EJSONPARSE, "Invalid " + file + ": it is no OSV record, for it has no id");
    }
    boolean withdrawn = !json.path("withdrawn").asString("").isEmpty();
    return withdrawn ? List.of() : new OsvRecord(json, id).advisories();
  }

  private List<OsvAdvisory> advisories() {
    Map<String, String> ranges = ranges();
    if (ranges.isEmpty()) {
      return List.of();
    }
    OsvSeverity severity = OsvSeverity.of(json, id);
    String cwe = list(json.path("database_specific").path("cwe_ids"));
    String aliases = list(json.path("aliases"));
    List<OsvAdvisory> found = new ArrayList<>();
    ranges.forEach((name, range) ->
        found.add(
            new OsvAdvisory(
                name,
                id,
                range,
                title(name),
                severity.word().word(),
                cvss(severity),
                cwe,
                aliases)));
    return found;
  }

  private Map<String, String> ranges() {
    Map<String, String> ranges = new LinkedHashMap<>();
    for (JsonNode affected : json.path("affected")) {
      JsonNode named = affected.path("package");
      String range = AffectedVersions.of(affected);
      if (named.path("ecosystem").asString("").equals(ECOSYSTEM) && range != null) {
        ranges.merge(named.path("name").asString(""), range, (one, other) -> one + " || " + other);
      }
    }
    return ranges;
  }

  private String title(String name) {
    String summary = json.path("summary").asString("").replaceAll("\\p{Cntrl}", " ").strip();
    String title = summary.isEmpty() ? id + " in " + name : summary;
    return title.length() > TITLE ? title.substring(0, TITLE) + "…" : title;
  }

  private static String cvss(OsvSeverity severity) {
    if (severity.vector() == null) {
      return "";
    }
    ObjectNode cvss = JsonNodeFactory.instance.objectNode();
    cvss.put("score", severity.score());
    cvss.put("vectorString", severity.vector());
    return JsonWriter.write(cvss, JsonStyle.COMPACT);
  }

  private static String list(JsonNode values) {
    return values.isArray() && !values.isEmpty() ? JsonWriter.write(values, JsonStyle.COMPACT) : "";
  }
}
