package dev.jpm.audit.advisory;

import dev.jpm.audit.Severity;
import dev.jpm.audit.policy.Baseline;
import dev.jpm.audit.policy.Matter;
import dev.jpm.audit.policy.Policy;
import dev.jpm.audit.policy.Waivers;
import dev.jpm.resolver.graph.GraphNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a policy says of advisories. Keeps what it was asked about, for a baseline. */
public final class PolicyExemptions implements Exemptions {
  private final Policy policy;
  private final Waivers waivers;
  private final String file;
  private final Set<Baseline.Entry> told = new LinkedHashSet<>();
  private final Set<Baseline.Entry> covered = new LinkedHashSet<>();

  /**
   * Exemptions of {@code policy}.
   *
   * @param file the lockfile's name, for the baseline
   */
  public PolicyExemptions(Policy policy, Waivers waivers, String file) {
    this.policy = policy;
    this.waivers = waivers;
    this.file = file;
  }

  @Override
  public boolean covers(Advisory advisory, GraphNode node) {
    Baseline.Entry entry =
        new Baseline.Entry(
            Matter.Kind.ADVISORY,
            advisory.publicId(),
            file,
            Inventory.nameOf(node),
            node.versionText(),
            node.path());
    boolean waived =
        waivers.reason(
                new Matter(
                    Matter.Kind.ADVISORY,
                    Set.copyOf(List.of(advisory.publicId(), advisory.key())),
                    entry.name(),
                    entry.version(),
                    entry.path()),
                entry)
            != null;
    (waived ? covered : told).add(entry);
    return waived;
  }

  @Override
  public Advisory graded(Advisory advisory) {
    Map<String, Severity> own = policy.severities().own();
    Severity other = own.getOrDefault(advisory.publicId(), own.get(advisory.key()));
    return other == null ? advisory : advisory.as(other);
  }

  /** What was told all the same. */
  public List<Baseline.Entry> told() {
    return new ArrayList<>(told);
  }

  /** How much was not told. */
  public int covered() {
    return covered.size();
  }
}
