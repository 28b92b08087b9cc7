package dev.jpm.audit.advisory;

import dev.jpm.resolver.PackumentSource;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * npm's audit of a tree: asks for advisories, finds the packages that they are about, and then what
 * depends on those and cannot do without a vulnerable version. Flaws found on the way are worked
 * off like advisories, until nothing new comes.
 */
public final class Audit {
  private final Inventory inventory;
  private final Flaws flaws;
  private final FixFinder fixes;
  private final Exemptions exemptions;
  private final SequencedMap<String, Vulnerability> found = new LinkedHashMap<>();
  private final Set<Flaw> all = new LinkedHashSet<>();
  private final List<Flaw> waiting = new ArrayList<>();
  private final Set<String> searched = new LinkedHashSet<>();

  private Audit(
      Inventory inventory,
      PackumentSource packuments,
      AuditOptions options,
      Exemptions exemptions) {
    this.exemptions = exemptions;
    this.inventory = inventory;
    this.flaws = new Flaws(packuments);
    this.fixes = new FixFinder(options);
  }

  /**
   * What {@code source} knows against the packages of {@code inventory}.
   *
   * @throws dev.jpm.model.error.JpmException ENOAUDIT where the source cannot be asked
   */
  public static AuditReport run(
      Inventory inventory,
      AdvisorySource source,
      PackumentSource packuments,
      AuditOptions options,
      Exemptions exemptions) {
    Audit audit = new Audit(inventory, packuments, options, exemptions);
    SequencedMap<String, List<String>> versions = inventory.versions();
    if (!inventory.isEmpty() && !versions.isEmpty()) {
      audit.work(source.advisories(versions));
    }
    return AuditReport.of(audit.found.values(), inventory.counts());
  }

  private void work(List<Advisory> advisories) {
    advisories.stream().map(Advisory::name).distinct().forEach(flaws::expect);
    advisories.stream().map(exemptions::graded).map(flaws::of).forEach(this::add);
    for (int i = 0; i < waiting.size(); i++) {
      work(waiting.get(i));
    }
    for (Vulnerability vulnerability : found.values()) {
      for (Flaw flaw : vulnerability.flaws()) {
        Vulnerability cause = flaw instanceof InheritedFlaw ? found.get(flaw.dependency()) : null;
        if (cause != null) {
          vulnerability.addVia(cause);
        }
      }
    }
  }

  private void add(Flaw flaw) {
    if (all.add(flaw)) {
      waiting.add(flaw);
    }
  }

  private void work(Flaw flaw) {
    Vulnerability vulnerability = found.computeIfAbsent(flaw.name(), _ -> new Vulnerability(flaw));
    vulnerability.add(flaw);
    List<GraphNode> concerned =
        inventory.named(flaw.name()).stream().filter(node -> concerns(flaw, node)).toList();
    // Of two advisories on the same versions, one may be ignored for some packages.
    if (searched.add(flaw.name() + "@" + flaw.range() + concerned)) {
      List<GraphNode> nodes = concerned.stream().filter(vulnerability::addNode).toList();
      List<GraphEdge> edges =
          nodes.stream().map(GraphNode::edgesIn).flatMap(Collection::stream).toList();
      expectDependers(edges);
      edges.forEach(edge -> spread(flaw, vulnerability, edge));
    }
    if (vulnerability.isNowhere()) {
      found.remove(flaw.name());
    } else {
      vulnerability.dropFlaws(this::concerns);
    }
  }

  private boolean concerns(Flaw flaw, GraphNode node) {
    return flaw.isVulnerable(node.versionText())
        && !(flaw instanceof DirectFlaw direct && exemptions.covers(direct.advisory(), node));
  }

  private void expectDependers(List<GraphEdge> edges) {
    for (GraphEdge edge : edges) {
      if (!edge.depender().isTop()) {
        flaws.expect(Inventory.nameOf(edge.depender()));
      }
    }
  }

  private void spread(Flaw flaw, Vulnerability vulnerability, GraphEdge edge) {
    GraphNode depender = edge.depender();
    if (!depender.isTop()) {
      Flaw inherited = flaws.inherited(Inventory.nameOf(depender), flaw);
      if (inherited.isVulnerable(depender.versionText(), edge.spec())) {
        add(inherited);
      }
    } else if (!vulnerability.isHeldBy(depender)) {
      Fix fix = fixes.find(vulnerability, edge);
      vulnerability.fix(fix);
      if (fix.equals(Fix.UPDATE)) {
        vulnerability.blocked(fixes.findBlocked(vulnerability, edge));
      } else {
        vulnerability.heldBy(depender);
      }
    }
  }
}
