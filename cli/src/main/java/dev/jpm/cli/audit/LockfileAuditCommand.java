package dev.jpm.cli.audit;

import dev.jpm.audit.Finding;
import dev.jpm.audit.lock.LockAudit;
import dev.jpm.audit.report.FindingsJson;
import dev.jpm.audit.report.FindingsReport;
import dev.jpm.audit.report.FindingsText;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.Release;
import dev.jpm.cli.command.JsonValues;
import java.util.List;
import java.util.Objects;

/** {@code jpm audit lockfile}: what is wrong in lockfiles, without asking anybody. */
final class LockfileAuditCommand {
  private LockfileAuditCommand() {}

  static int run(Invocation call, List<String> words) {
    WrittenReports reports = WrittenReports.of(call);
    List<Finding> findings = ProjectLockfiles.of(call, words).findings();
    reports.write(call, new FindingsReport(findings, LockAudit.rules(), Release.version()));
    if (call.settings().flag("json")) {
      call.terminal().json(Objects.requireNonNull(JsonValues.plain(FindingsJson.of(findings))));
    } else if (!reports.areShown()) {
      call.terminal().line(FindingsText.of(findings));
    }
    boolean fails =
        AuditCommand.level(call.settings())
            .filter(level -> findings.stream().anyMatch(one -> one.severity().isAtLeast(level)))
            .isPresent();
    return fails ? 1 : 0;
  }
}
