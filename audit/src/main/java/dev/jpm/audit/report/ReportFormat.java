package dev.jpm.audit.report;

import java.util.Locale;
import java.util.Optional;

/** The forms that findings can be written in. */
public enum ReportFormat {
  /** For people at a terminal. */
  TERMINAL,
  /** jpm's own. */
  JSON,
  /** SARIF 2.1.0, which code scanning reads. */
  SARIF,
  /** JUnit's XML, which every CI server reads. */
  JUNIT,
  /** GitHub's workflow commands, which become annotations. */
  GITHUB,
  /** GitLab's code quality report. */
  GITLAB,
  /** For comments and job summaries. */
  MARKDOWN,
  /** One page, without anything from elsewhere. */
  HTML;

  /** The format that {@code word} names. */
  public static Optional<ReportFormat> of(String word) {
    for (ReportFormat format : values()) {
      if (format.word().equals(word)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** As people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The report in this form, with a line break at its end. */
  public String write(FindingsReport report) {
    return switch (this) {
      case TERMINAL -> FindingsText.of(report) + "\n";
      case JSON -> Json.text(FindingsJson.of(report));
      case SARIF -> SarifReport.of(report);
      case JUNIT -> JUnitReport.of(report);
      case GITHUB -> GithubReport.of(report);
      case GITLAB -> GitlabReport.of(report);
      case MARKDOWN -> MarkdownReport.of(report);
      case HTML -> HtmlReport.of(report);
    };
  }
}
