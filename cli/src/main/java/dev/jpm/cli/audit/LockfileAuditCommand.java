package dev.jpm.cli.audit;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.lock.LockAudit;
import dev.jpm.audit.lock.LockText;
import dev.jpm.audit.lock.Origins;
import dev.jpm.audit.lock.PolicyAudit;
import dev.jpm.audit.lock.RegistryRules;
import dev.jpm.audit.policy.PolicyRules;
import dev.jpm.audit.policy.Scope;
import dev.jpm.audit.registry.ReleaseSource;
import dev.jpm.audit.report.FindingsReport;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.work.Work;
import dev.jpm.install.RegistryReleases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code jpm audit lockfile}: what is wrong in lockfiles. The registry is asked only on demand. */
final class LockfileAuditCommand {
  private final Invocation call;
  private final AuditPolicy policy;
  private final List<LockText> locks;

  private LockfileAuditCommand(Invocation call, List<String> words) {
    this.call = call;
    this.policy = AuditPolicy.of(call);
    this.locks = ProjectLockfiles.of(call, words).read();
  }

  static int run(Invocation call, List<String> words) {
    WrittenReports reports = WrittenReports.of(call);
    LockfileAuditCommand command = new LockfileAuditCommand(call, words);
    FindingsEnd end = new FindingsEnd(call, command.policy, "jpm audit lockfile", command.rules());
    boolean whole = words.isEmpty();
    FindingsReport report =
        end.review(command.findings(), whole ? Scope.of(command.rules()) : Scope.PART);
    return command.policy.writesBaseline()
        ? end.writeBaseline(report, command.locks.stream().map(LockText::file).toList())
        : end.tell(report, reports);
  }

  private List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(LockAudit.rules());
    if (comparesWithRegistry()) {
      rules.addAll(LockAudit.registryRules());
    }
    if (policy.there()) {
      rules.addAll(PolicyRules.all());
    }
    return rules;
  }

  private boolean comparesWithRegistry() {
    return asked().orElse(false);
  }

  /** What the user decided about asking the registry. */
  private Optional<Boolean> asked() {
    return call.settings().decision("ask-registry");
  }

  private List<Finding> findings() {
    if (!needsRegistry()) {
      return findings(null);
    }
    try (Work work = Work.of(call);
        RegistryReleases releases =
            new RegistryReleases(work.bench(), policy.policy().provenance().hasMemory())) {
      return findings(releases);
    }
  }

  private boolean needsRegistry() {
    return asked()
        .orElseGet(() ->
            locks.stream().anyMatch(lock -> PolicyAudit.needsRegistry(lock, policy.policy())));
  }

  private List<Finding> findings(@Nullable ReleaseSource source) {
    Origins origins = AllowedOrigins.of(call.settings(), policy.policy());
    List<Finding> findings = new ArrayList<>();
    for (LockText lock : locks) {
      findings.addAll(LockAudit.run(lock, origins));
      if (source != null && comparesWithRegistry()) {
        findings.addAll(RegistryRules.run(lock, source));
      }
      if (policy.there()) {
        findings.addAll(PolicyAudit.run(lock, policy.policy(), source, policy.now()));
      }
    }
    return findings;
  }
}
