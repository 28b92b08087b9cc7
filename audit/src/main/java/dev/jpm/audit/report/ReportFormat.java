package dev.jpm.audit.report;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The forms that findings can be written in. */
public enum ReportFormat {
  /** For people at a terminal. */
  TERMINAL(report -> FindingsText.of(report.findings()) + "\n"),
  /** jpm's own. */
  JSON(report -> Json.text(FindingsJson.of(report.findings()))),
  /** SARIF 2.1.0, which code scanning reads. */
  SARIF(SarifReport::of),
  /** JUnit's XML, which every CI server reads. */
  JUNIT(JUnitReport::of),
  /** GitHub's workflow commands, which become annotations. */
  GITHUB(GithubReport::of),
  /** GitLab's code quality report. */
  GITLAB(GitlabReport::of),
  /** For comments and job summaries. */
  MARKDOWN(MarkdownReport::of),
  /** One page, without anything from elsewhere. */
  HTML(HtmlReport::of);

  private final Function<FindingsReport, String> writer;

  ReportFormat(Function<FindingsReport, String> writer) {
    this.writer = writer;
  }

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
    return writer.apply(report);
  }
}
