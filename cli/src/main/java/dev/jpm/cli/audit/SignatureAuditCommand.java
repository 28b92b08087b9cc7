package dev.jpm.cli.audit;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.policy.BuilderFindings;
import dev.jpm.audit.policy.PolicyRules;
import dev.jpm.audit.policy.Scope;
import dev.jpm.audit.report.FindingsJson;
import dev.jpm.audit.report.FindingsReport;
import dev.jpm.audit.report.FindingsText;
import dev.jpm.audit.signature.InstalledRelease;
import dev.jpm.audit.signature.SignatureAudit;
import dev.jpm.audit.signature.SignatureFindings;
import dev.jpm.audit.signature.SignatureReport;
import dev.jpm.audit.signature.SignatureRules;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.JsonValues;
import dev.jpm.cli.tree.DependencySet;
import dev.jpm.cli.tree.InstalledTree;
import dev.jpm.cli.work.Work;
import dev.jpm.install.SigningRegistries;
import dev.jpm.model.tree.DepFlag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code jpm audit signatures}: whether registries signed what is installed, whether what is
 * attested of it holds, and whether the same people built it as before.
 */
final class SignatureAuditCommand {
  private final Invocation call;
  private final AuditPolicy policy;
  private final IdentityFile identities;

  private SignatureAuditCommand(Invocation call) {
    this.call = call;
    this.policy = AuditPolicy.of(call);
    this.identities = IdentityFile.of(call);
  }

  static int run(Invocation call) {
    return new SignatureAuditCommand(call).audit();
  }

  private int audit() {
    Instant begin = call.session().clock().instant();
    WrittenReports reports = WrittenReports.of(call);
    InstalledTree tree = InstalledTree.actual(call);
    boolean withRoot = call.settings().flag("include-workspace-root");
    @Nullable List<InstalledRelease> releases =
        InstalledRelease.in(tree.graph(), DependencySet.of(call, tree, withRoot), omitted());
    SignatureReport report;
    try (Work work = Work.of(call);
        SigningRegistries registries = new SigningRegistries(work.bench())) {
      report = SignatureAudit.run(releases, registries, TrustedAttestations.of(call));
    }
    List<InstalledRelease> looked = Objects.requireNonNull(releases);
    List<Finding> changed =
        new ArrayList<>(identities.writes() ? List.of() : identities.findings(looked, report));
    changed.addAll(BuilderFindings.of(policy.policy(), looked, IdentityFile.built(report)));
    FindingsEnd end = new FindingsEnd(call, policy, "jpm audit signatures", rules());
    FindingsReport all = review(end, SignatureFindings.of(report), changed);
    reports.write(call, all);
    if (!reports.areShown() || call.settings().flag("json")) {
      tell(report, review(end, List.of(), changed), begin);
    }
    if (identities.writes() && report.isClean()) {
      identities.write(call, looked, report);
    }
    return report.isClean() && !end.fails(all) ? 0 : 1;
  }

  private List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(SignatureRules.all());
    if (policy.there()) {
      rules.add(PolicyRules.BUILT_BY);
    }
    return rules;
  }

  private FindingsReport review(FindingsEnd end, List<Finding> first, List<Finding> second) {
    List<Finding> both = new ArrayList<>(first);
    both.addAll(second);
    return end.review(AuditedLockfile.of(call).at(both), Scope.PART);
  }

  private void tell(SignatureReport report, FindingsReport changed, Instant begin) {
    if (call.settings().flag("json")) {
      ObjectNode json = report.json(call.settings().flag("include-attestations"));
      if (!changed.findings().isEmpty()) {
        json.set("identities", FindingsJson.of(changed));
      }
      call.terminal().json(Objects.requireNonNull(JsonValues.plain(json)));
      return;
    }
    Duration took = Duration.between(begin, call.session().clock().instant());
    boolean details = call.settings().flag("include-attestations");
    call.terminal().line(SignatureText.of(report, took, details, call.terminal().onOut()));
    if (!changed.findings().isEmpty()) {
      call.terminal().line(FindingsText.of(changed));
    }
  }

  private Set<DepFlag> omitted() {
    Set<DepFlag> omitted = EnumSet.noneOf(DepFlag.class);
    for (String kind : call.settings().list("omit")) {
      omitted.add(DepFlag.valueOf(kind.toUpperCase(Locale.ROOT)));
    }
    return omitted;
  }
}
