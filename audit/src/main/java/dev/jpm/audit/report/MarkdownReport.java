package dev.jpm.audit.report;

import dev.jpm.audit.Finding;

/** A table for comments and job summaries. */
final class MarkdownReport {
  private static final String SPECIAL = "\\`*_{}[]<>()#+-.!|~&";

  private MarkdownReport() {}

  static String of(FindingsReport report) {
    StringBuilder text = new StringBuilder("## " + report.title() + "\n\n");
    text.append(FindingsText.summary(report)).append('\n');
    if (!report.findings().isEmpty()) {
      text.append("\n| severity | rule | where | what |\n| --- | --- | --- | --- |\n");
      report.findings().forEach(finding -> text.append(row(finding)));
    }
    return text.toString();
  }

  private static String row(Finding finding) {
    return "| %s | %s | %s | %s |\n"
        .formatted(
            finding.severity().word(),
            plain(finding.rule().id()),
            plain(finding.file() + ":" + finding.line()),
            plain(finding.message()));
  }

  /** {@code text} as it is, whatever in it would mean something. */
  private static String plain(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        out.append(' ');
      } else {
        out.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
      }
    }
    return out.toString();
  }
}
