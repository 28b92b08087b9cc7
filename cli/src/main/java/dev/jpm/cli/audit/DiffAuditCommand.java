package dev.jpm.cli.audit;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.change.ChangeAudit;
import dev.jpm.audit.change.ChangeRules;
import dev.jpm.audit.lock.LockAudit;
import dev.jpm.audit.lock.LockText;
import dev.jpm.audit.lock.Origins;
import dev.jpm.audit.lock.PolicyAudit;
import dev.jpm.audit.policy.Baseline;
import dev.jpm.audit.policy.PolicyRules;
import dev.jpm.audit.policy.Scope;
import dev.jpm.audit.registry.ReleaseSource;
import dev.jpm.audit.report.ChangesJson;
import dev.jpm.audit.report.ChangesText;
import dev.jpm.audit.report.FindingsJson;
import dev.jpm.audit.report.FindingsReport;
import dev.jpm.audit.report.FindingsText;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.JsonValues;
import dev.jpm.cli.work.Work;
import dev.jpm.install.WholeReleases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code jpm audit diff}: what a change of lockfiles brings. */
final class DiffAuditCommand {
  private final Invocation call;
  private final AuditPolicy policy;
  private final BaseLockfile base;
  private final ProjectLockfiles files;

  private DiffAuditCommand(Invocation call, List<String> words) {
    this.call = call;
    this.policy = AuditPolicy.of(call);
    this.base = new BaseLockfile(call);
    this.files = ProjectLockfiles.of(call, words);
  }

  static int run(Invocation call, List<String> words) throws InterruptedException {
    WrittenReports reports = WrittenReports.of(call);
    return new DiffAuditCommand(call, words).run(reports);
  }

  private int run(WrittenReports reports) throws InterruptedException {
    boolean offline = call.settings().flag("offline");
    boolean asks = call.settings().decision("ask-registry").orElse(!offline);
    Map<LockText, ChangeAudit> audits = new LinkedHashMap<>();
    List<Finding> findings = new ArrayList<>();
    if (asks) {
      try (Work work = Work.of(call);
          WholeReleases releases = new WholeReleases(work.bench())) {
        look(releases, audits, findings);
      }
    } else {
      look(null, audits, findings);
    }
    FindingsEnd end = new FindingsEnd(call, policy, "jpm audit diff", rules());
    FindingsReport report = end.review(findings, Scope.PART);
    tell(audits, report, reports, asks);
    return end.fails(report) ? 1 : 0;
  }

  private void look(
      @Nullable ReleaseSource source, Map<LockText, ChangeAudit> audits, List<Finding> findings)
      throws InterruptedException {
    Origins origins = AllowedOrigins.of(call.settings(), policy.policy());
    for (Map.Entry<Path, LockText> file : files.byFile().entrySet()) {
      LockText now = file.getValue();
      LockText before = base.of(file.getKey(), now);
      ChangeAudit audit = ChangeAudit.run(before, now, source, policy.now());
      audits.put(now, audit);
      findings.addAll(audit.findings());
      Set<Baseline.Entry> old =
          LockAudit.run(before, origins).stream()
              .map(finding -> Baseline.Entry.of(finding.in(now.file())))
              .collect(Collectors.toSet());
      LockAudit.run(now, origins).stream()
          .filter(finding -> !old.contains(Baseline.Entry.of(finding)))
          .forEach(findings::add);
      if (policy.there()) {
        findings.addAll(
            PolicyAudit.run(now, policy.policy(), source, policy.now(), audit.newKeys()));
      }
    }
  }

  private List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(ChangeRules.all());
    rules.addAll(LockAudit.rules());
    if (policy.there()) {
      rules.addAll(PolicyRules.all());
    }
    return rules;
  }

  private void tell(
      Map<LockText, ChangeAudit> audits,
      FindingsReport report,
      WrittenReports reports,
      boolean asked) {
    reports.write(call, report);
    if (call.settings().flag("json")) {
      ObjectNode json = FindingsJson.of(report);
      json.put("base", base.name());
      json.put("registry", asked);
      ArrayNode changes = json.putArray("changes");
      audits.forEach((lock, audit) -> changes.addAll(ChangesJson.of(lock.file(), audit.changes())));
      call.terminal().json(Objects.requireNonNull(JsonValues.plain(json)));
    } else if (!reports.areShown()) {
      audits.forEach((lock, audit) -> {
        String title = lock.file() + " against " + base.name();
        call.terminal().line(ChangesText.of(title, audit.changes()));
        call.terminal().line("");
      });
      if (!asked) {
        call.terminal().line("The registry was not asked: this is what the lockfile tells.");
      }
      call.terminal().line(FindingsText.of(report));
    }
  }
}
