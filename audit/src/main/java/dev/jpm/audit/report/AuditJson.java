package dev.jpm.audit.report;

import dev.jpm.audit.advisory.Advisory;
import dev.jpm.audit.advisory.AuditReport;
import dev.jpm.audit.advisory.AuditReport.Via;
import dev.jpm.audit.advisory.AuditReport.VulnerablePackage;
import dev.jpm.audit.advisory.BlockedFix;
import dev.jpm.audit.advisory.DependencyCounts;
import dev.jpm.audit.advisory.Fix;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** npm's audit report of version 2. */
public final class AuditJson {
  private static final int VERSION = 2;
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private AuditJson() {}

  public static ObjectNode of(AuditReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("auditReportVersion", VERSION);
    ObjectNode vulnerabilities = json.putObject("vulnerabilities");
    report.vulnerable().forEach((name, one) -> fill(vulnerabilities.putObject(name), one));
    ObjectNode metadata = json.putObject("metadata");
    ObjectNode counts = metadata.putObject("vulnerabilities");
    report.bySeverity().forEach((severity, count) -> counts.put(severity.word(), (int) count));
    counts.put("total", report.vulnerable().size());
    fill(metadata.putObject("dependencies"), report.dependencies());
    return json;
  }

  private static void fill(ObjectNode json, VulnerablePackage one) {
    json.put("name", one.name());
    json.put("severity", one.severity().word());
    json.put("isDirect", one.direct());
    ArrayNode via = json.putArray("via");
    one.via()
        .forEach(reason -> {
          switch (reason) {
            case Via.Published(Advisory advisory) -> via.add(json(advisory));
            case Via.Dependency(String name) -> via.add(name);
          }
        });
    ArrayNode effects = json.putArray("effects");
    one.effects().forEach(effects::add);
    json.put("range", one.range());
    ArrayNode nodes = json.putArray("nodes");
    one.nodes().forEach(nodes::add);
    switch (one.fix()) {
      case Fix.Update _ -> json.put("fixAvailable", true);
      case Fix.None _ -> json.put("fixAvailable", false);
      case Fix.Forced forced -> fill(json.putObject("fixAvailable"), forced);
    }
    BlockedFix blocked = one.blocked();
    if (blocked != null) {
      json.putObject("fixBlockedByReleaseAge")
          .put("version", blocked.version())
          .put("before", millis(blocked.before()));
    }
  }

  private static ObjectNode json(Advisory advisory) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    set(json, "source", advisory.id());
    json.put("name", advisory.name());
    json.put("dependency", advisory.name());
    put(json, "title", advisory.title());
    put(json, "url", advisory.url());
    json.put("severity", advisory.severity().word());
    set(json, "cwe", advisory.cwe());
    set(json, "cvss", advisory.cvss());
    json.put("range", advisory.range());
    return json;
  }

  private static void fill(ObjectNode json, Fix.Forced fix) {
    json.put("name", fix.name());
    json.put("version", fix.version());
    if (fix.major() != null) {
      json.put("isSemVerMajor", fix.major());
    }
  }

  private static void fill(ObjectNode json, DependencyCounts counts) {
    json.put("prod", counts.prod());
    json.put("dev", counts.dev());
    json.put("optional", counts.optional());
    json.put("peer", counts.peer());
    json.put("peerOptional", 0); // npm has the field and never counts in it.
    json.put("total", counts.total());
  }

  private static void put(ObjectNode json, String key, @Nullable String text) {
    if (text != null) {
      json.put(key, text);
    }
  }

  private static void set(ObjectNode json, String key, @Nullable JsonNode value) {
    if (value != null) {
      json.set(key, value);
    }
  }

  /** As JavaScript writes a moment in JSON. */
  static String millis(Instant moment) {
    return MILLIS.format(moment);
  }
}
