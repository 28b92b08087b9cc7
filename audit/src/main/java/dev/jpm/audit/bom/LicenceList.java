package dev.jpm.audit.bom;

import dev.jpm.audit.policy.PackageFacts;
import dev.jpm.audit.policy.PackageFacts.Origin;
import dev.jpm.audit.policy.PackageFacts.Scripts;
import dev.jpm.audit.policy.Policy;
import dev.jpm.audit.policy.PolicyRules;
import dev.jpm.model.LocaleOrder;
import dev.jpm.resolver.graph.GraphNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The packages of a tree by their licences.
 *
 * @param groups by licence as packages write it, {@code UNKNOWN} where one names none
 */
public record LicenceList(SequencedMap<String, List<Entry>> groups) {
  private static final String UNKNOWN = "UNKNOWN";

  /**
   * A package.
   *
   * @param denied what a policy has against its licence; null where nothing
   */
  public record Entry(
      String name,
      String version,
      String path,
      @Nullable String author,
      @Nullable String homepage,
      @Nullable String denied) {}

  /** Those of {@code tree}, the project itself left aside. */
  public static LicenceList of(BomTree tree, Policy policy, Instant now) {
    SequencedMap<String, List<Entry>> groups = new TreeMap<>(LocaleOrder.ENGLISH);
    for (GraphNode node : tree.packages()) {
      BomPackage one = new BomPackage(node);
      if (!node.isWorkspace()) {
        String licence = one.licence();
        groups
            .computeIfAbsent(licence == null ? UNKNOWN : licence, _ -> new ArrayList<>())
            .add(
                new Entry(
                    one.name(),
                    one.version(),
                    node.path(),
                    one.author(),
                    one.homepage(),
                    denied(one, policy, now)));
      }
    }
    return new LicenceList(groups);
  }

  private static @Nullable String denied(BomPackage one, Policy policy, Instant now) {
    PackageFacts facts =
        new PackageFacts(
            one.name(), one.version(), Origin.REGISTRY, null, one.licence(), null, Scripts.UNKNOWN);
    return policy.judge(facts, now).stream()
        .filter(verdict ->
            verdict.rule().equals(PolicyRules.LICENCE)
                || verdict.rule().equals(PolicyRules.LICENCE_UNKNOWN))
        .map(verdict -> verdict.reason())
        .findFirst()
        .orElse(null);
  }

  /** Whether a policy has something against one of them. */
  public boolean isDenied() {
    return groups.values().stream().flatMap(List::stream).anyMatch(one -> one.denied() != null);
  }
}
