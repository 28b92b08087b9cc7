package dev.jpm.cli.audit;

import dev.jpm.audit.signature.InstalledRelease;
import dev.jpm.audit.signature.SignatureAudit;
import dev.jpm.audit.signature.SignatureReport;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.JsonValues;
import dev.jpm.cli.tree.DependencySet;
import dev.jpm.cli.tree.InstalledTree;
import dev.jpm.cli.work.Work;
import dev.jpm.install.SigningRegistries;
import dev.jpm.model.tree.DepFlag;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code jpm audit signatures}: whether registries signed what is installed, as npm tells it. */
final class SignatureAuditCommand {
  private SignatureAuditCommand() {}

  static int run(Invocation call) {
    Instant begin = call.session().clock().instant();
    InstalledTree tree = InstalledTree.actual(call);
    boolean withRoot = call.settings().flag("include-workspace-root");
    @Nullable List<InstalledRelease> releases =
        InstalledRelease.in(tree.graph(), DependencySet.of(call, tree, withRoot), omitted(call));
    SignatureReport report;
    try (Work work = Work.of(call);
        SigningRegistries registries = new SigningRegistries(work.bench())) {
      report = SignatureAudit.run(releases, registries);
    }
    if (call.settings().flag("json")) {
      call.terminal().json(Objects.requireNonNull(JsonValues.plain(report.json())));
    } else {
      Duration took = Duration.between(begin, call.session().clock().instant());
      call.terminal().line(SignatureText.of(report, took, call.terminal().onOut()));
    }
    return report.isClean() ? 0 : 1;
  }

  private static Set<DepFlag> omitted(Invocation call) {
    Set<DepFlag> omitted = EnumSet.noneOf(DepFlag.class);
    for (String kind : call.settings().list("omit")) {
      omitted.add(DepFlag.valueOf(kind.toUpperCase(Locale.ROOT)));
    }
    return omitted;
  }
}
