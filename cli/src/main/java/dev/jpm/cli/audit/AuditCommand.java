package dev.jpm.cli.audit;

import dev.jpm.audit.Severity;
import dev.jpm.audit.advisory.AuditReport;
import dev.jpm.audit.report.AuditJson;
import dev.jpm.cli.Invocation;
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

/** {@code jpm audit}: what is known against what is installed, as npm tells it. */
public final class AuditCommand implements Command {
  private static final String NEVER = "none";

  @Override
  public int run(Invocation call) {
    if (call.global()) {
      throw JpmException.of(ErrorCode.EAUDITGLOBAL, "`jpm audit` does not support testing globals");
    }
    if (call.words().isEmpty()) {
      return advisories(call);
    }
    List<String> rest = call.words().subList(1, call.words().size());
    return switch (call.words().getFirst()) {
      case "fix" -> AuditFixCommand.run(call);
      case "lockfile" -> LockfileAuditCommand.run(call, rest);
      default -> throw call.usage("Unknown word: " + call.words().getFirst());
    };
  }

  private static int advisories(Invocation call) {
    AuditReport report = report(call);
    if (call.settings().flag("json")) {
      call.terminal().json(Objects.requireNonNull(JsonValues.plain(AuditJson.of(report))));
    } else {
      call.terminal().line(AuditText.of(report, call.terminal().onOut()));
    }
    return level(call.settings()).filter(report::reaches).isPresent() ? 1 : 0;
  }

  /** What is known against the packages that {@code call} is about. */
  static AuditReport report(Invocation call) {
    InstalledTree tree = tree(call);
    try (Work work = Work.of(call)) {
      boolean withRoot = call.settings().flag("include-workspace-root");
      return new Auditing(work.bench()).audit(tree.graph(), DependencySet.of(call, tree, withRoot));
    }
  }

  /** Without a lockfile to be written, what is on disk counts. */
  private static InstalledTree tree(Invocation call) {
    return call.settings().flag("package-lock")
        ? InstalledTree.virtual(call)
        : InstalledTree.actual(call);
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
