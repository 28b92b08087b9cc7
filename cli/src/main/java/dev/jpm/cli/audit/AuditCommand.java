package dev.jpm.cli.audit;

import dev.jpm.audit.Severity;
import dev.jpm.audit.advisory.AuditReport;
import dev.jpm.audit.advisory.Exemptions;
import dev.jpm.audit.advisory.PolicyExemptions;
import dev.jpm.audit.policy.Matter;
import dev.jpm.audit.policy.PolicyRules;
import dev.jpm.audit.policy.Scope;
import dev.jpm.audit.policy.Waivers;
import dev.jpm.audit.report.AuditJson;
import dev.jpm.audit.report.FindingsJson;
import dev.jpm.audit.report.FindingsReport;
import dev.jpm.audit.report.FindingsText;
import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.Release;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.command.JsonValues;
import dev.jpm.cli.tree.DependencySet;
import dev.jpm.cli.tree.InstalledTree;
import dev.jpm.cli.work.Work;
import dev.jpm.config.Settings;
import dev.jpm.install.Auditing;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code jpm audit}: what is known against what is installed, as npm tells it. */
public final class AuditCommand implements Command {
  private static final String NEVER = "none";

  @Override
  public int run(Invocation call) throws InterruptedException {
    if (call.global()) {
      throw JpmException.of(ErrorCode.EAUDITGLOBAL, "`jpm audit` does not support testing globals");
    }
    try {
      return audit(call);
    } catch (OutOfMemoryError e) {
      // What was read is garbage by now. A gate that could not look must say so in its own way.
      throw LockfileLimit.outOfMemory("The project");
    }
  }

  private static int audit(Invocation call) throws InterruptedException {
    if (call.words().isEmpty()) {
      return advisories(call);
    }
    List<String> rest = call.words().subList(1, call.words().size());
    return switch (call.words().getFirst()) {
      case "fix" -> AuditFixCommand.run(call);
      case "diff" -> DiffAuditCommand.run(call, rest);
      case "signatures" -> SignatureAuditCommand.run(call);
      case "lockfile" -> LockfileAuditCommand.run(call, rest);
      default -> throw call.usage("Unknown word: " + call.words().getFirst());
    };
  }

  private static int advisories(Invocation call) {
    AuditPolicy policy = AuditPolicy.of(call);
    Waivers waivers = policy.waivers();
    PolicyExemptions exemptions = exemptions(policy, waivers);
    WrittenReports reports = WrittenReports.of(call);
    AuditReport report = report(call, exemptions);
    if (policy.writesBaseline()) {
      policy.writeBaseline(call, exemptions.told(), entry -> entry.kind() == Matter.Kind.RULE);
      return 0;
    }
    FindingsEnd end = new FindingsEnd(call, policy, "jpm audit", PolicyRules.all());
    FindingsReport said =
        new FindingsReport(
            "jpm audit",
            waivers.findings(isWhole(call) ? Scope.ADVISORIES : Scope.PART, policy.file()),
            List.of(),
            PolicyRules.all(),
            Release.version());
    if (!reports.wishes().isEmpty()) {
      reports.write(call, AuditedLockfile.of(call).with(report, said));
    }
    if (!reports.areShown() || call.settings().flag("json")) {
      tell(call, report, said, exemptions.covered());
    }
    boolean fails = level(call.settings()).filter(report::reaches).isPresent() || end.fails(said);
    return fails ? 1 : 0;
  }

  private static void tell(Invocation call, AuditReport report, FindingsReport said, int covered) {
    if (call.settings().flag("json")) {
      ObjectNode json = AuditJson.of(report);
      if (!said.findings().isEmpty()) {
        json.set("policy", FindingsJson.of(said));
      }
      call.terminal().json(Objects.requireNonNull(JsonValues.plain(json)));
      return;
    }
    call.terminal().line(AuditText.of(report, call.terminal().onOut()));
    if (covered > 0) {
      call.terminal().line("ignored " + covered + " by policy or baseline");
    }
    if (!said.findings().isEmpty()) {
      call.terminal().line("");
      call.terminal().line(FindingsText.of(said));
    }
  }

  /** Whether every package was looked at. */
  private static boolean isWhole(Invocation call) {
    return call.settings().list("omit").isEmpty()
        && ChosenWorkspaces.of(call).isEmpty()
        && call.settings().decision("workspaces").isEmpty();
  }

  private static PolicyExemptions exemptions(AuditPolicy policy, Waivers waivers) {
    return new PolicyExemptions(policy.policy(), waivers, "package-lock.json");
  }

  /** What is known against the packages that {@code call} is about, as its policy sees it. */
  static AuditReport report(Invocation call) {
    AuditPolicy policy = AuditPolicy.of(call);
    return report(call, exemptions(policy, policy.waivers()));
  }

  private static AuditReport report(Invocation call, Exemptions exemptions) {
    try (Work work = Work.of(call)) {
      Auditing auditing = new Auditing(work.bench());
      auditing.prepare();
      InstalledTree tree = tree(call, auditing);
      boolean withRoot = call.settings().flag("include-workspace-root");
      return auditing.audit(tree.graph(), DependencySet.of(call, tree, withRoot), exemptions);
    }
  }

  /** Without a lockfile to be written, what is on disk counts. */
  private static InstalledTree tree(Invocation call, Auditing auditing) {
    if (!call.settings().flag("package-lock")) {
      return InstalledTree.actual(call);
    }
    AuditedLockfile.of(call).checkSize();
    return InstalledTree.virtual(call, auditing::expect);
  }

  /** The severity from which the command fails; empty where it never does. */
  static Optional<Severity> level(Settings settings) {
    String level = settings.text("audit-level");
    if (level.equals(NEVER)) {
      return Optional.empty();
    }
    return Optional.of(Severity.of(level).orElse(Severity.LOW));
  }
}
