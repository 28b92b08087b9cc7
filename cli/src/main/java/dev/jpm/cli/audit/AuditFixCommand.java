package dev.jpm.cli.audit;

import dev.jpm.audit.advisory.AuditReport;
import dev.jpm.audit.advisory.AuditReport.VulnerablePackage;
import dev.jpm.audit.advisory.Fix;
import dev.jpm.audit.report.AuditJson;
import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.JsonValues;
import dev.jpm.cli.terminal.Level;
import dev.jpm.cli.work.InstallSummary;
import dev.jpm.cli.work.Work;
import dev.jpm.install.InstallRequest;
import dev.jpm.install.InstallResult;
import dev.jpm.install.Installation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code jpm audit fix}: brings vulnerable packages to newer versions within the ranges that ask
 * for them, and with {@code --force} direct dependencies beyond theirs.
 */
final class AuditFixCommand {
  private final Invocation call;

  private AuditFixCommand(Invocation call) {
    this.call = call;
  }

  static int run(Invocation call) {
    if (!call.settings().flag("package-lock")) {
      throw call.usage("fix cannot be used without a package-lock");
    }
    return new AuditFixCommand(call).run();
  }

  private int run() {
    AuditReport before = AuditCommand.report(call);
    List<InstallRequest> steps = steps(before);
    try (Work work = Work.of(call)) {
      List<InstallResult> results = new ArrayList<>();
      for (InstallRequest step : steps) {
        results.add(new Installation(work.bench(), step).run());
      }
      work.quiet();
      results.forEach(new InstallSummary(call)::tell);
    }
    boolean changed = !steps.isEmpty() && !call.settings().flag("dry-run");
    AuditReport after = changed ? AuditCommand.report(call) : before;
    tell(after);
    return AuditCommand.level(call.settings()).filter(after::reaches).isPresent() ? 1 : 0;
  }

  private List<InstallRequest> steps(AuditReport report) {
    List<String> within = new ArrayList<>();
    Map<String, String> beyond = new LinkedHashMap<>();
    for (VulnerablePackage one : report.vulnerable().values()) {
      switch (one.fix()) {
        case Fix.Update _ -> within.add(one.name());
        case Fix.Forced forced -> beyond.put(forced.name(), forced.version());
        case Fix.None _ -> {}
      }
    }
    List<InstallRequest> steps = new ArrayList<>();
    if (!within.isEmpty()) {
      steps.add(InstallRequest.update(call.settings(), within));
    }
    if (!beyond.isEmpty() && call.settings().flag("force")) {
      beyond.forEach((name, version) ->
          call.terminal().log(Level.WARN, "audit", "Updating " + name + " to " + version));
      List<String> specs = new ArrayList<>();
      beyond.forEach((name, version) -> specs.add(name + "@" + version));
      steps.add(InstallRequest.install(call.settings(), specs));
    }
    List<String> workspaces = ChosenWorkspaces.of(call).names();
    boolean alsoRoot = call.settings().flag("include-workspace-root");
    steps.replaceAll(step -> step.in(workspaces, alsoRoot));
    return steps;
  }

  private void tell(AuditReport report) {
    if (call.settings().flag("json")) {
      Map<String, Object> audit = new LinkedHashMap<>();
      audit.put("audit", JsonValues.plain(AuditJson.of(report)));
      call.terminal().json(audit);
    } else {
      call.terminal().line("");
      call.terminal().line(AuditText.of(report, call.terminal().onOut()));
    }
  }
}
