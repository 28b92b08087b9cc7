package dev.jpm.audit.report;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Severity;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** GitLab's code quality report. */
final class GitlabReport {
  private GitlabReport() {}

  static String of(FindingsReport report) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Finding finding : report.findings()) {
      ObjectNode json = list.addObject();
      json.put("description", finding.message() + ". " + finding.rule().remedy());
      json.put("check_name", "jpm/" + finding.rule().id());
      json.put("fingerprint", Fingerprint.of(finding));
      json.put("severity", severity(finding.severity()));
      ObjectNode location = json.putObject("location");
      location.put("path", finding.file());
      location.putObject("lines").put("begin", finding.line());
    }
    return Json.text(list);
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case INFO -> "info";
      case LOW -> "minor";
      case MODERATE -> "major";
      case HIGH -> "critical";
      case CRITICAL -> "blocker";
    };
  }
}
