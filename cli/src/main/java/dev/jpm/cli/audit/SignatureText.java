package dev.jpm.cli.audit;

import dev.jpm.audit.signature.InstalledRelease;
import dev.jpm.audit.signature.SignatureReport;
import dev.jpm.cli.terminal.Palette;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What signatures are worth, in npm's words. */
final class SignatureText {
  private final SignatureReport report;
  private final Palette colors;
  private final List<String> lines = new ArrayList<>();

  private SignatureText(SignatureReport report, Palette colors) {
    this.report = report;
    this.colors = colors;
  }

  static String of(SignatureReport report, Duration took, Palette colors) {
    SignatureText text = new SignatureText(report, colors);
    text.summary(took);
    text.missing();
    text.invalid();
    return String.join("\n", text.lines);
  }

  private void summary(Duration took) {
    String packages = report.audited() > 1 ? " packages" : " package";
    lines.add("audited " + report.audited() + packages + " in " + took.toSeconds() + "s");
    lines.add("");
    int count = report.verified();
    if (count > 0) {
      String verified = colors.bold("verified");
      lines.add(
          count == 1
              ? "1 package has a " + verified + " registry signature"
              : count + " packages have " + verified + " registry signatures");
      lines.add("");
    }
  }

  private void missing() {
    int count = report.missing().size();
    if (count == 0) {
      return;
    }
    String missing = colors.red("missing");
    String who =
        count == 1
            ? "1 package has a " + missing + " registry signature"
            : count + " packages have " + missing + " registry signatures";
    lines.add(who + " but the registry is providing signing keys:");
    lines.add("");
    report.missing().forEach(one -> lines.add(line(one.release(), one.registry())));
  }

  private void invalid() {
    int count = report.invalid().size();
    if (count == 0) {
      return;
    }
    if (!report.missing().isEmpty()) {
      lines.add("");
    }
    String invalid = colors.red("invalid");
    lines.add(
        count == 1
            ? "1 package has an " + invalid + " registry signature:"
            : count + " packages have " + invalid + " registry signatures:");
    lines.add("");
    report.invalid().forEach(one -> lines.add(line(one.release(), one.registry())));
    lines.add("");
    lines.add(
        count == 1
            ? "Someone might have tampered with this package since it was published on the"
                + " registry!"
            : "Someone might have tampered with these packages since they were published on the"
                + " registry!");
    lines.add("");
  }

  private String line(InstalledRelease release, String registry) {
    return colors.red(release.name() + "@" + release.version()) + " (" + registry + ")";
  }
}
