package dev.jpm.install;

import dev.jpm.audit.advisory.AdvisorySource;
import dev.jpm.audit.advisory.Audit;
import dev.jpm.audit.advisory.AuditOptions;
import dev.jpm.audit.advisory.AuditReport;
import dev.jpm.audit.advisory.Exemptions;
import dev.jpm.audit.advisory.Inventory;
import dev.jpm.lockfile.PackageLock;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.model.tree.VersionsByName;
import dev.jpm.osv.OsvAdvisories;
import dev.jpm.resolver.ResolveOptions;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphNode;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Audits trees with what the registry knows, or a database on this machine. */
public final class Auditing {
  private final Workbench bench;
  private final ResolveOptions options;
  private final AdvisorySource source;

  /** Audits with the tools and for the runtime of {@code bench}'s project. */
  public Auditing(Workbench bench) {
    this.bench = bench;
    ProjectFiles project = ProjectFiles.load(bench.surroundings().localPrefix(), false);
    this.options =
        new ResolveSettings(bench.settings(), bench.surroundings().clock())
            .on(Runtimes.of(bench, project.folder(), project.manifest()).platform());
    this.source = source(bench);
  }

  /** Tells that an audit comes, before anything is known of what it is about. */
  public void prepare() {
    source.prepare();
  }

  /** Tells what an audit of {@code lock} may ask about, before there is a tree of it. */
  public void expect(PackageLock lock) {
    source.expect(lock.versions());
  }

  /** Names and versions of the packages that registries have, as far as a tree alone tells. */
  static SequencedMap<String, List<String>> versions(Tree tree) {
    VersionsByName found = new VersionsByName();
    for (Node node : tree.nodes().values()) {
      if (node instanceof PackageNode here && here.location().isInNodeModules()) {
        String version = here.manifest().version();
        if (version != null) {
          found.add(here.packageName(), version);
        }
      }
    }
    return found.all();
  }

  /**
   * What is known against the packages of {@code graph} that the settings do not omit.
   *
   * @param chosen those that it is about; null: all
   * @param exemptions what the project says of advisories
   * @throws dev.jpm.model.error.JpmException ENOAUDIT where nobody can be asked
   */
  public AuditReport audit(Graph graph, @Nullable Set<GraphNode> chosen, Exemptions exemptions) {
    return audit(graph, chosen, exemptions, source);
  }

  AuditReport audit(
      Graph graph, @Nullable Set<GraphNode> chosen, Exemptions exemptions, AdvisorySource asked) {
    Inventory inventory = new Inventory(graph, chosen, options.omit());
    try (FetchedPackuments packuments = new FetchedPackuments(bench::packuments)) {
      return Audit.run(inventory, asked, packuments, AuditOptions.of(options), exemptions);
    }
  }

  /** Who is asked for advisories: a database on this machine where one is set, or the registry. */
  public static AdvisorySource source(Workbench bench) {
    return bench
        .settings()
        .path("advisories")
        .<AdvisorySource>map(database -> new OsvAdvisories(database, bench.advisoriesFolder()))
        .orElseGet(() -> new RegistryAdvisories(bench::client, bench.settings().flag("offline")));
  }
}
