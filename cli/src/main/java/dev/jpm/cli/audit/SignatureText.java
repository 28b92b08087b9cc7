package dev.jpm.cli.audit;

import dev.jpm.audit.signature.InstalledRelease;
import dev.jpm.audit.signature.SignatureReport;
import dev.jpm.audit.signature.SignatureReport.Invalid;
import dev.jpm.cli.terminal.Palette;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What signatures are worth, in npm's words. */
final class SignatureText {
  private final SignatureReport report;
  private final boolean details;
  private final Palette colors;
  private final List<String> lines = new ArrayList<>();

  private SignatureText(SignatureReport report, boolean details, Palette colors) {
    this.report = report;
    this.details = details;
    this.colors = colors;
  }

  /**
   * As npm tells it.
   *
   * @param details whether attestations are wanted, which only JSON shows
   */
  static String of(SignatureReport report, Duration took, boolean details, Palette colors) {
    SignatureText text = new SignatureText(report, details, colors);
    text.summary(took);
    text.attested();
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

  private void attested() {
    int count = report.attested().size();
    if (count == 0) {
      return;
    }
    String verified = colors.bold("verified");
    lines.add(
        count == 1
            ? "1 package has a " + verified + " attestation"
            : count + " packages have " + verified + " attestations");
    if (!details) {
      lines.add("(use --json --include-attestations to view attestation details)");
    }
    lines.add("");
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
    if (report.invalid().isEmpty()) {
      return;
    }
    if (!report.missing().isEmpty()) {
      lines.add("");
    }
    invalid("registry signature", report.invalid().stream().filter(one -> !one.isAttestation()));
    invalid("attestation", report.invalid().stream().filter(Invalid::isAttestation));
    lines.add(
        report.invalid().size() == 1
            ? "Someone might have tampered with this package since it was published on the"
                + " registry!"
            : "Someone might have tampered with these packages since they were published on the"
                + " registry!");
    lines.add("");
  }

  private void invalid(String what, Stream<Invalid> ofThem) {
    List<Invalid> all = ofThem.toList();
    if (all.isEmpty()) {
      return;
    }
    String invalid = colors.red("invalid");
    lines.add(
        all.size() == 1
            ? "1 package has an %s %s:".formatted(invalid, what)
            : "%d packages have %s %ss:".formatted(all.size(), invalid, what));
    lines.add("");
    all.forEach(one -> lines.add(line(one.release(), one.registry())));
    lines.add("");
  }

  private String line(InstalledRelease release, String registry) {
    return colors.red(release.name() + "@" + release.version()) + " (" + registry + ")";
  }
}
