package dev.jpm.audit.advisory;

import dev.jpm.audit.Severity;
import dev.jpm.model.LocaleOrder;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What an audit found.
 *
 * @param vulnerable the packages with flaws, by name, in npm's order
 * @param dependencies of the whole tree
 */
public record AuditReport(
    SequencedMap<String, VulnerablePackage> vulnerable, DependencyCounts dependencies) {
  /** Of packages that nobody has counted, and against which nothing is known. */
  public static final AuditReport NOTHING =
      new AuditReport(
          Collections.unmodifiableSequencedMap(new LinkedHashMap<>()),
          new DependencyCounts(0, 0, 0, 0, 0));

  /**
   * A package of the tree with flaws.
   *
   * @param direct whether a project asks for it itself
   * @param via why it is vulnerable, in npm's order
   * @param effects the packages that it makes vulnerable
   * @param range the vulnerable versions
   * @param nodes where the tree has it
   * @param blocked a fix that is too new; null where none is
   */
  public record VulnerablePackage(
      String name,
      Severity severity,
      boolean direct,
      List<Via> via,
      List<String> effects,
      String range,
      List<String> nodes,
      Fix fix,
      @Nullable BlockedFix blocked) {
    /** The advisories about the package itself. */
    public List<Advisory> advisories() {
      return via.stream()
          .filter(Via.Published.class::isInstance)
          .map(one -> ((Via.Published) one).advisory())
          .toList();
    }
  }

  /** Why a package is vulnerable. */
  public sealed interface Via {
    /** Something is known about itself. */
    record Published(Advisory advisory) implements Via {
      @Override
      public String key() {
        return advisory.key();
      }
    }

    /** It depends on vulnerable versions of a package. */
    record Dependency(String name) implements Via {
      @Override
      public String key() {
        return name;
      }
    }

    /** What it is sorted by. */
    String key();
  }

  private static Via via(Flaw flaw) {
    return switch (flaw) {
      case DirectFlaw direct -> new Via.Published(direct.advisory());
      case InheritedFlaw inherited -> new Via.Dependency(inherited.dependency());
    };
  }

  static AuditReport of(Collection<Vulnerability> found, DependencyCounts counts) {
    SequencedMap<String, VulnerablePackage> sorted = new LinkedHashMap<>();
    found.stream()
        .sorted(Comparator.comparing(Vulnerability::name, LocaleOrder.ENGLISH))
        .forEach(vulnerability -> sorted.put(vulnerability.name(), of(vulnerability)));
    return new AuditReport(sorted, counts);
  }

  private static VulnerablePackage of(Vulnerability vulnerability) {
    return new VulnerablePackage(
        vulnerability.name(),
        vulnerability.severity(),
        vulnerability.isDirect(),
        vulnerability.flaws().stream()
            .map(AuditReport::via)
            .sorted(Comparator.comparing(Via::key, LocaleOrder.ENGLISH))
            .toList(),
        vulnerability.effects(),
        vulnerability.simpleRange(),
        vulnerability.locations(),
        vulnerability.fix(),
        vulnerability.blocked());
  }

  /** How many packages are how vulnerable at worst. */
  public Map<Severity, Integer> bySeverity() {
    Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      counts.put(severity, 0);
    }
    vulnerable.values().forEach(one -> counts.merge(one.severity(), 1, Integer::sum));
    return counts;
  }

  /** Whether something is at least that bad. */
  public boolean reaches(Severity level) {
    return vulnerable.values().stream().anyMatch(one -> one.severity().isAtLeast(level));
  }
}
