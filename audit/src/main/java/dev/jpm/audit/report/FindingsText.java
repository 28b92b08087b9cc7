package dev.jpm.audit.report;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings for people: file by file, together what is to be done about together. */
public final class FindingsText {
  private FindingsText() {}

  /** Lines without a last line break. */
  public static String of(FindingsReport report) {
    List<String> lines = new ArrayList<>();
    grouped(report.findings())
        .forEach((file, byRemedy) -> {
          lines.add(file);
          byRemedy.forEach((remedy, group) -> {
            lines.add("  " + remedy + ":");
            group.forEach(finding -> lines.add("    " + line(finding)));
          });
          lines.add("");
        });
    lines.add(summary(report));
    return String.join("\n", lines);
  }

  private static Map<String, Map<String, List<Finding>>> grouped(List<Finding> findings) {
    Map<String, Map<String, List<Finding>>> grouped = new LinkedHashMap<>();
    for (Finding finding : findings) {
      grouped
          .computeIfAbsent(finding.file(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(finding.rule().remedy(), _ -> new ArrayList<>())
          .add(finding);
    }
    return grouped;
  }

  private static String line(Finding finding) {
    return "line %d  %s  %s  %s"
        .formatted(
            finding.line(), finding.severity().word(), finding.rule().id(), finding.message());
  }

  /** How many there are of which severity, the worst first, and how many are not told. */
  static String summary(FindingsReport report) {
    int waived = report.waived().size();
    return found(report.findings()) + (waived == 0 ? "" : ", and %d ignored".formatted(waived));
  }

  private static String found(List<Finding> findings) {
    if (findings.isEmpty()) {
      return "found 0 problems";
    }
    List<String> parts = new ArrayList<>();
    for (Severity severity : List.of(Severity.values()).reversed()) {
      long count = findings.stream().filter(one -> one.severity() == severity).count();
      if (count > 0) {
        parts.add(count + " " + severity.word());
      }
    }
    return "found %d problem%s (%s)"
        .formatted(findings.size(), findings.size() == 1 ? "" : "s", String.join(", ", parts));
  }
}
