package dev.jpm.audit.report;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.advisory.Advisory;
import dev.jpm.audit.advisory.AuditReport;
import dev.jpm.audit.advisory.AuditReport.VulnerablePackage;
import dev.jpm.audit.advisory.Fix;
import dev.jpm.lockfile.entry.LockedPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Advisories as findings at the lines of a lockfile: each for every place of a version that it is
 * about. What depends on such a version is not told again.
 */
public final class AdvisoryFindings {
  private final String file;
  private final Map<String, LockedPackage> entries;
  private final List<Finding> findings = new ArrayList<>();

  private AdvisoryFindings(String file, Map<String, LockedPackage> entries) {
    this.file = file;
    this.entries = Map.copyOf(entries);
  }

  /**
   * Those of {@code report}.
   *
   * @param file the lockfile's name
   * @param entries what stands in it, by key; empty where there is none
   */
  public static List<Finding> of(
      AuditReport report, String file, Map<String, LockedPackage> entries) {
    AdvisoryFindings all = new AdvisoryFindings(file, entries);
    report.vulnerable().values().forEach(all::add);
    return all.findings;
  }

  private void add(VulnerablePackage one) {
    for (Advisory advisory : one.advisories()) {
      String title = advisory.title() == null ? advisory.publicId() : advisory.title();
      Rule rule = new Rule(advisory.publicId(), advisory.severity(), title, remedy(one.fix()));
      for (String place : one.nodes()) {
        LockedPackage entry = entries.get(place);
        String version = entry == null ? null : entry.version();
        if (version == null || advisory.concerns(version)) {
          findings.add(finding(rule, one.name(), version, place, entry, advisory));
        }
      }
    }
  }

  private Finding finding(
      Rule rule,
      String name,
      @Nullable String version,
      String place,
      @Nullable LockedPackage entry,
      Advisory advisory) {
    String subject = version == null ? name : name + "@" + version;
    String page = advisory.url() == null ? "" : " (" + advisory.url() + ")";
    int line = entry == null ? 1 : entry.lines().entry();
    return new Finding(rule, name, version, place, line, subject + ": " + rule.title() + page)
        .in(file);
  }

  private static String remedy(Fix fix) {
    return switch (fix) {
      case Fix.Update _ -> "Run jpm audit fix";
      case Fix.Forced forced ->
          "Install " + forced.name() + "@" + forced.version() + ", or run jpm audit fix --force";
      case Fix.None _ -> "No version without it is known: look for another package";
    };
  }
}
