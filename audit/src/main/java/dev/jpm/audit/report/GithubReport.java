package dev.jpm.audit.report;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Severity;

/** GitHub's workflow commands: a line for each finding. */
final class GithubReport {
  private GithubReport() {}

  static String of(FindingsReport report) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : report.findings()) {
      text.append(
          "::%s file=%s,line=%d,title=%s::%s%n"
              .formatted(
                  command(finding.severity()),
                  property(finding.file()),
                  finding.line(),
                  property(finding.rule().title() + " (" + finding.rule().id() + ")"),
                  data(finding.message() + ". " + finding.rule().remedy()))
              .replace("\r\n", "\n"));
    }
    return text.toString();
  }

  private static String command(Severity severity) {
    return switch (severity) {
      case INFO, LOW -> "notice";
      case MODERATE -> "warning";
      case HIGH, CRITICAL -> "error";
    };
  }

  /** The server takes these for the end of a line, and the sign for the begin of an escape. */
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
