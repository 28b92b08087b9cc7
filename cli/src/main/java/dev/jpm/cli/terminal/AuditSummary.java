package dev.jpm.cli.terminal;

import dev.jpm.audit.Severity;
import dev.jpm.audit.advisory.AuditReport;
import dev.jpm.audit.advisory.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How many vulnerabilities an audit has found, and what would help, in npm's words. */
public final class AuditSummary {
  private final AuditReport report;
  private final Palette colors;

  private AuditSummary(AuditReport report, Palette colors) {
    this.report = report;
    this.colors = colors;
  }

  /** As it stands below a whole report. */
  public static String of(AuditReport report, Palette colors) {
    return new AuditSummary(report, colors).summary();
  }

  /** As it stands alone, after an install. */
  public static String alone(AuditReport report, Palette colors) {
    String summary = of(report, colors);
    return report.vulnerable().isEmpty() ? summary : summary + "\n\nRun `jpm audit` for details.";
  }

  /** The word for how bad it is, in the colour that npm gives it. */
  public static String colored(Severity severity, Palette colors) {
    String word = severity.word();
    return colors.bold(
        switch (severity) {
          case INFO, LOW -> word;
          case MODERATE -> colors.yellow(word);
          case HIGH -> colors.red(word);
          case CRITICAL -> colors.magenta(word);
        });
  }

  private String summary() {
    int total = report.vulnerable().size();
    if (total == 0) {
      return "found " + colors.bold(colors.green("0")) + " vulnerabilities";
    }
    return String.join("\n", summaryLines(total));
  }

  private List<String> summaryLines(int total) {
    List<String> lines = new ArrayList<>();
    lines.add(counts(total));
    boolean updates = has(Fix.Update.class);
    boolean forced = has(Fix.Forced.class);
    boolean hopeless = has(Fix.None.class);
    if (updates) {
      String which = forced || hopeless ? "issues that do not require attention" : "all issues";
      lines.addAll(List.of("", "To address " + which + ", run:", "  jpm audit fix"));
    }
    if (forced) {
      String which =
          "all issues"
              + (hopeless ? " possible" : "")
              + (anyMajor() ? " (including breaking changes)" : "");
      lines.addAll(List.of("", "To address " + which + ", run:", "  jpm audit fix --force"));
    }
    if (hopeless) {
      lines.addAll(
          List.of(
              "", "Some issues need review, and may require choosing", "a different dependency."));
    }
    return lines;
  }

  private String counts(int total) {
    List<Map.Entry<Severity, Integer>> present =
        report.bySeverity().entrySet().stream()
            .filter(entry -> entry.getKey() != Severity.INFO && entry.getValue() > 0)
            .toList();
    if (present.size() == 1) {
      int count = present.getFirst().getValue();
      return "%d %s severity vulnerabilit%s"
          .formatted(count, colored(present.getFirst().getKey(), colors), count == 1 ? "y" : "ies");
    }
    List<String> parts =
        present.stream()
            .map(entry -> entry.getValue() + " " + colored(entry.getKey(), colors))
            .toList();
    String detail = parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    return colors.bold(colors.red(Integer.toString(total))) + " vulnerabilities" + detail;
  }

  private boolean has(Class<? extends Fix> kind) {
    return report.vulnerable().values().stream().anyMatch(one -> kind.isInstance(one.fix()));
  }

  private boolean anyMajor() {
    return report.vulnerable().values().stream()
        .anyMatch(
            one -> one.fix() instanceof Fix.Forced forced && Boolean.TRUE.equals(forced.major()));
  }
}
