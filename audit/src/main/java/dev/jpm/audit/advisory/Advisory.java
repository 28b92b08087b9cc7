package dev.jpm.audit.advisory;

import dev.jpm.audit.Severity;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody found out about a package. A source that names no versions means all of them, one
 * that names no severity means high.
 *
 * @param name of the package
 * @param id the source's own, a number with npm's registry; null where it gave none
 * @param cwe as the source wrote it; null where it gave none
 * @param cvss as the source wrote it; null where it gave none
 * @param range the vulnerable versions
 */
public record Advisory(
    String name,
    @Nullable JsonNode id,
    @Nullable String title,
    @Nullable String url,
    Severity severity,
    @Nullable JsonNode cwe,
    @Nullable JsonNode cvss,
    String range) {
  private static final String ANY = "*";

  /** The advisories in a registry's bulk answer, by package name. */
  public static List<Advisory> ofBulkAnswer(JsonNode answer) {
    List<Advisory> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> named : answer.properties()) {
      for (JsonNode one : named.getValue()) {
        found.add(of(named.getKey(), one));
      }
    }
    return found;
  }

  private static Advisory of(String name, JsonNode json) {
    String range = json.path("vulnerable_versions").asString("");
    return new Advisory(
        name,
        json.get("id"),
        text(json, "title"),
        text(json, "url"),
        Severity.of(json.path("severity").asString("")).orElse(Severity.HIGH),
        json.get("cwe"),
        json.get("cvss"),
        range.isEmpty() ? ANY : range);
  }

  /** As a registry's bulk answer tells it, below the package's name. */
  public ObjectNode ofBulkAnswer() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json, "id", id);
    json.put("url", url).put("title", title).put("severity", severity.word());
    json.put("vulnerable_versions", range);
    put(json, "cwe", cwe);
    put(json, "cvss", cvss);
    return json;
  }

  private static void put(ObjectNode json, String field, @Nullable JsonNode value) {
    if (value != null) {
      json.set(field, value);
    }
  }

  private static @Nullable String text(JsonNode json, String key) {
    JsonNode value = json.get(key);
    return value == null || !value.isString() ? null : value.stringValue();
  }

  /** Whether it is about {@code version}. */
  public boolean concerns(String version) {
    Range vulnerable = LooseRange.of(range);
    return vulnerable != null
        && Version.tryParseLoose(version).filter(vulnerable::accepts).isPresent();
  }

  /** Tells it apart from the other advisories about the same package. */
  String key() {
    // Not toString(), which makes all that writes JSON for it.
    return id == null ? "" : id.asString("");
  }

  /** As bad as somebody else takes it. */
  Advisory as(Severity other) {
    return new Advisory(name, id, title, url, other, cwe, cvss, range);
  }

  /** The name that all sources know it by ({@code GHSA-…}), where its page tells; else its key. */
  public String publicId() {
    String page = url == null ? "" : url.substring(url.lastIndexOf('/') + 1);
    return page.matches("[A-Z]{2,8}-[\\w-]+") ? page : key();
  }
}
