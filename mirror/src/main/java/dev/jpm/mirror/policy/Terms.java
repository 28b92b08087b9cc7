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
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is wanted of versions, at one time.
 *
 * @param granted waivers of administrators, beside those of the policy
 * @param refuse how bad something must be to be refused
 * @param refuseAdvisories and how bad a vulnerability
 * @param generation differs when anything else does
 */
record Terms(
    Policy policy,
    List<Ignore> granted,
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

  /** By what somebody took the responsibility for a finding. */
  Optional<Ignore> waiver(Matter matter, Instant now) {
    return ignores().filter(ignore -> ignore.isAbout(matter) && !ignore.isExpired(now)).findFirst();
  }

  /** When the next waiver ends; null where none does. */
  @Nullable Instant nextEnd(Instant now) {
    return ignores()
        .map(Ignore::end)
        .filter(Objects::nonNull)
        .filter(end -> end.isAfter(now))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private Stream<Ignore> ignores() {
    return Stream.concat(policy.ignores().stream(), granted.stream());
  }
}
