package dev.jpm.install;

import dev.jpm.audit.advisory.Advisory;
import dev.jpm.audit.advisory.AdvisorySource;
import dev.jpm.audit.advisory.AuditReport;
import dev.jpm.audit.advisory.Exemptions;
import dev.jpm.config.Settings;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.InstalledGraph;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Asks, while packages are put in place, what is known against them. An install does not fail by
 * it: who cannot be asked is passed over, as npm does.
 */
final class InstallAudit {
  private static final InstallAudit NONE = new InstallAudit(null);

  private final @Nullable FutureTask<Optional<Audited>> asking;

  private InstallAudit(@Nullable FutureTask<Optional<Audited>> asking) {
    this.asking = asking;
  }

  /** No question. */
  static InstallAudit none() {
    return NONE;
  }

  /**
   * Begins to ask about {@code tree}, where the settings want it: not for global packages, of which
   * npm asks nothing unless told to.
   */
  static InstallAudit of(Workbench bench, Tree tree) {
    if (!isWanted(bench.settings())) {
      return NONE;
    }
    SequencedMap<String, List<String>> versions = Auditing.versions(tree);
    if (versions.isEmpty()) {
      return NONE;
    }
    FutureTask<Optional<Audited>> asking = new FutureTask<>(new Question(bench, tree, versions));
    Thread.ofVirtual().name("audit").start(asking);
    return new InstallAudit(asking);
  }

  private static boolean isWanted(Settings settings) {
    boolean canAsk = !settings.flag("offline") || settings.path("advisories").isPresent();
    return settings.flag("audit") && canAsk && !settings.flag("global");
  }

  /** Waits for the answer; null where there is none. */
  @Nullable Audited result() {
    if (asking == null) {
      return null;
    }
    try {
      return asking.get().orElse(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      // Not what an install is about; `jpm audit` tells it.
      return null;
    }
  }

  /** The graph that the whole audit needs is only made where something is known at all. */
  private record Question(Workbench bench, Tree tree, SequencedMap<String, List<String>> versions)
      implements Callable<Optional<Audited>> {
    @Override
    public Optional<Audited> call() {
      List<Advisory> known;
      try {
        known = Auditing.source(bench).advisories(versions);
      } catch (JpmException unasked) {
        return Optional.empty();
      }
      AuditReport report =
          known.isEmpty() && !bench.settings().flag("json") ? AuditReport.NOTHING : report(known);
      return Optional.of(new Audited(tree.nodes().size(), report));
    }

    private AuditReport report(List<Advisory> known) {
      AdvisorySource answered = _ -> known;
      ProjectFiles project = ProjectFiles.load(bench.surroundings().localPrefix(), false);
      String path = project.folder().toString().replace('\\', '/');
      return new Auditing(bench)
          .audit(
              InstalledGraph.of(project.withNpmSpecs(tree), path, project.workspaces(), false),
              null,
              Exemptions.NONE,
              answered);
    }
  }
}
