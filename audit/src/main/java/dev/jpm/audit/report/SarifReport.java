package dev.jpm.audit.report;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.audit.policy.Review.Waived;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** SARIF 2.1.0: one run, every rule, every finding at its line. */
final class SarifReport {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
  private static final String OURS = "jpm/";

  private SarifReport() {}

  static String of(FindingsReport report) {
    ObjectNode sarif = JsonNodeFactory.instance.objectNode();
    sarif.put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = sarif.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "jpm").put("semanticVersion", report.version());
    ArrayNode rules = driver.putArray("rules");
    report.rules().forEach(rule -> fill(rules.addObject(), rule));
    run.put("columnKind", "utf16CodeUnits");
    ArrayNode results = run.putArray("results");
    for (Finding finding : report.findings()) {
      fill(results.addObject(), finding, report.rules().indexOf(finding.rule()));
    }
    for (Waived one : report.waived()) {
      ObjectNode result = results.addObject();
      fill(result, one.finding(), report.rules().indexOf(one.finding().rule()));
      result
          .putArray("suppressions")
          .addObject()
          .put("kind", "external")
          .put("justification", one.reason());
    }
    return Json.text(sarif);
  }

  private static void fill(ObjectNode json, Rule rule) {
    json.put("id", OURS + rule.id());
    json.putObject("shortDescription").put("text", rule.title());
    json.putObject("help").put("text", rule.remedy());
    json.putObject("defaultConfiguration").put("level", level(rule.severity()));
    ObjectNode properties = json.putObject("properties");
    properties.put("security-severity", score(rule.severity()));
    properties.putArray("tags").add("security").add("supply-chain");
  }

  private static void fill(ObjectNode json, Finding finding, int rule) {
    json.put("ruleId", OURS + finding.rule().id());
    if (rule >= 0) {
      json.put("ruleIndex", rule);
    }
    json.put("level", level(finding.severity()));
    json.putObject("message").put("text", finding.message());
    ObjectNode location = json.putArray("locations").addObject();
    ObjectNode place = location.putObject("physicalLocation");
    place.putObject("artifactLocation").put("uri", UriPath.of(finding.file()));
    place.putObject("region").put("startLine", finding.line());
    location
        .putArray("logicalLocations")
        .addObject()
        .put("name", finding.subject())
        .put("fullyQualifiedName", finding.path().isEmpty() ? finding.file() : finding.path());
    json.putObject("partialFingerprints").put("jpm/v1", Fingerprint.of(finding));
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case INFO, LOW -> "note";
      case MODERATE -> "warning";
      case HIGH, CRITICAL -> "error";
    };
  }

  /** A CVSS score in the middle of the severity's band, which code scanning sorts by. */
  private static String score(Severity severity) {
    return switch (severity) {
      case INFO -> "0.0";
      case LOW -> "2.0";
      case MODERATE -> "5.5";
      case HIGH -> "8.0";
      case CRITICAL -> "9.5";
    };
  }
}
