package dev.jpm.registrymock;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An advisory while a test writes it; what is not given is as registries mostly have it. */
public final class Advice {
  private final ObjectNode json = Json.object();

  Advice(int id) {
    json.put("id", id);
    json.put("url", "https://advisories.example/GHSA-" + id);
    json.put("title", "Something is wrong");
    json.put("severity", "high");
    json.put("vulnerable_versions", "*");
    json.putArray("cwe").add("CWE-400");
    json.putObject("cvss")
        .put("score", 7.5)
        .put("vectorString", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H");
  }

  public Advice id(int id) {
    json.put("id", id);
    return this;
  }

  public Advice title(String title) {
    json.put("title", title);
    return this;
  }

  public Advice severity(String severity) {
    json.put("severity", severity);
    return this;
  }

  /** The versions that it is about. */
  public Advice vulnerable(String range) {
    json.put("vulnerable_versions", range);
    return this;
  }

  /** Fields as they go over the wire; null takes one away. */
  public Advice fields(String object) {
    for (Map.Entry<String, JsonNode> field : Json.parse(object).properties()) {
      if (field.getValue().isNull()) {
        json.remove(field.getKey());
      } else {
        json.set(field.getKey(), field.getValue());
      }
    }
    return this;
  }

  ObjectNode json() {
    return json;
  }
}
