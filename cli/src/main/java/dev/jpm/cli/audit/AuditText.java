package dev.jpm.cli.audit;

import dev.jpm.audit.Severity;
import dev.jpm.audit.advisory.Advisory;
import dev.jpm.audit.advisory.AuditReport;
import dev.jpm.audit.advisory.AuditReport.Via;
import dev.jpm.audit.advisory.AuditReport.VulnerablePackage;
import dev.jpm.audit.advisory.Fix;
import dev.jpm.cli.terminal.AuditSummary;
import dev.jpm.cli.terminal.Palette;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An audit as npm shows it: each advisory, how to get rid of it, and whom it reaches. */
final class AuditText {
  private static final String INDENT = "  ";

  private final AuditReport report;
  private final Palette colors;
  private final Set<String> printed = new HashSet<>();

  private AuditText(AuditReport report, Palette colors) {
    this.report = report;
    this.colors = colors;
  }

  static String of(AuditReport report, Palette colors) {
    AuditText text = new AuditText(report, colors);
    return report.vulnerable().isEmpty() ? AuditSummary.of(report, colors) : text.details();
  }

  private String details() {
    List<String> lines = new ArrayList<>(List.of(colors.bold("# npm audit report"), ""));
    for (VulnerablePackage one : report.vulnerable().values()) {
      if (!one.advisories().isEmpty()) {
        // One that stood below another before leaves an empty line, as with npm.
        lines.addAll(printed.add(one.name()) ? lines(one) : List.of(""));
      }
    }
    lines.add(AuditSummary.of(report, colors));
    return String.join("\n", lines);
  }

  /** One with advisories of its own, and below it what it makes vulnerable. */
  private List<String> lines(VulnerablePackage one) {
    List<String> lines = new ArrayList<>();
    lines.add(head(one));
    if (one.severity() != Severity.LOW) {
      lines.add("Severity: " + AuditSummary.colored(one.severity(), colors));
    }
    for (Via via : one.via()) {
      lines.add(
          switch (via) {
            case Via.Published(Advisory advisory) ->
                colors.bold(String.valueOf(advisory.title())) + " - " + advisory.url();
            case Via.Dependency(String name) -> dependsOn(name);
          });
    }
    lines.addAll(help(one.fix()));
    one.nodes().forEach(node -> lines.add(colors.dim(node)));
    lines.addAll(effects(one));
    lines.add("");
    return lines;
  }

  private String head(VulnerablePackage one) {
    return colors.bold(one.name()) + "  " + one.range();
  }

  private String dependsOn(String name) {
    return "Depends on vulnerable versions of " + colors.bold(name);
  }

  private List<String> effects(VulnerablePackage one) {
    List<String> lines = new ArrayList<>();
    for (String name : one.effects()) {
      VulnerablePackage effect = report.vulnerable().get(name);
      if (effect != null && printed.add(name)) {
        effectLines(effect).forEach(line -> lines.add(INDENT + line));
      }
    }
    return lines;
  }

  private List<String> effectLines(VulnerablePackage one) {
    List<String> lines = new ArrayList<>();
    lines.add(head(one));
    for (Via via : one.via()) {
      if (via instanceof Via.Dependency(String name)) {
        lines.add(dependsOn(name));
      }
    }
    one.nodes().forEach(node -> lines.add(colors.dim(node)));
    lines.addAll(effects(one));
    return lines;
  }

  private List<String> help(Fix fix) {
    return switch (fix) {
      case Fix.None _ -> List.of(strong(colors.red("No fix available")));
      case Fix.Update _ -> List.of(strong(colors.green("fix available")) + " via `jpm audit fix`");
      case Fix.Forced forced ->
          List.of(
              strong(colors.yellow("fix available")) + " via `jpm audit fix --force`",
              "Will install %s@%s, which is %s"
                  .formatted(
                      forced.name(),
                      forced.version(),
                      Boolean.TRUE.equals(forced.major())
                          ? "a breaking change"
                          : "outside the stated dependency range"));
    };
  }

  private String strong(String text) {
    return colors.bold(text);
  }
}
