package dev.jpm.mirror.policy;

import dev.jpm.audit.Severity;
import dev.jpm.audit.advisory.Advisory;
import dev.jpm.audit.advisory.AdvisorySource;
import dev.jpm.audit.policy.Ignore;
import dev.jpm.audit.policy.Matter;
import dev.jpm.audit.policy.Policy;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is wanted of versions, at one time.
 *
 * @param refuse how bad something must be to be refused
 * @param refuseAdvisories and how bad a vulnerability
 * @param generation differs when anything else does
 */
record Terms(
    Policy policy,
    AdvisorySource advisories,
    Severity refuse,
    Severity refuseAdvisories,
    long generation) {
  private static final String MALICIOUS_CODE = "CWE-506";

  /** What is known against these versions of a package, as bad as the policy takes it. */
  List<Advisory> against(String name, List<String> versions) {
    SequencedMap<String, List<String>> asked = new LinkedHashMap<>();
    asked.put(name, versions);
    return advisories.advisories(asked).stream()
        .filter(advisory -> advisory.name().equals(name))
        .toList();
  }

  boolean isRefused(Advisory advisory) {
    Severity own = policy.severities().own().get(advisory.publicId());
    return isMalware(advisory)
        || (own == null ? advisory.severity() : own).isAtLeast(refuseAdvisories);
  }

  static boolean isMalware(Advisory advisory) {
    JsonNode weaknesses = advisory.cwe();
    boolean malicious =
        weaknesses != null
            && weaknesses.valueStream().anyMatch(one -> one.asString("").equals(MALICIOUS_CODE));
    return malicious || advisory.publicId().startsWith("MAL-");
  }

  /** Whether somebody took the responsibility for a finding. */
  boolean isWaived(Matter.Kind kind, Set<String> ids, String name, String version, Instant now) {
    Matter matter = new Matter(kind, ids, name, version, "");
    return policy.ignores().stream()
        .anyMatch(ignore -> ignore.isAbout(matter) && !ignore.isExpired(now));
  }

  /** When the next waiver ends; null where none does. */
  @Nullable Instant nextEnd(Instant now) {
    return policy.ignores().stream()
        .map(Ignore::end)
        .filter(Objects::nonNull)
        .filter(end -> end.isAfter(now))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
