package dev.jpm.audit.report;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Severity;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Findings as jpm's own JSON: an object with {@code findings}, and how many there are. */
public final class FindingsJson {
  private FindingsJson() {}

  public static ObjectNode of(FindingsReport report) {
    List<Finding> findings = report.findings();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("findings");
    findings.forEach(finding -> list.add(json(finding)));
    if (!report.waived().isEmpty()) {
      ArrayNode ignored = json.putArray("ignored");
      report.waived().forEach(one -> ignored.add(json(one.finding()).put("reason", one.reason())));
    }
    ObjectNode counts = json.putObject("metadata").putObject("findings");
    for (Severity severity : Severity.values()) {
      counts.put(
          severity.word(), findings.stream().filter(one -> one.severity() == severity).count());
    }
    counts.put("total", findings.size());
    return json;
  }

  private static ObjectNode json(Finding finding) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("rule", finding.rule().id())
        .put("severity", finding.severity().word())
        .put("package", finding.name())
        .put("version", finding.version())
        .put("file", finding.file())
        .put("path", finding.path())
        .put("line", finding.line())
        .put("message", finding.message());
  }
}
