package dev.jpm.audit.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which packages are wanted at all.
 *
 * @param allow null for all
 */
public record NameTerms(@Nullable List<PackagePattern> allow, List<PackagePattern> deny) {
  static final NameTerms NONE = new NameTerms(null, List.of());

  public NameTerms {
    allow = allow == null ? null : List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  @Nullable Verdict verdict(PackageFacts facts, Severities severities) {
    for (PackagePattern pattern : deny) {
      if (pattern.matches(facts.name(), facts.version())) {
        return severities.verdict(
            PolicyRules.NAME, facts.id() + " is denied by \"" + pattern.text() + "\"");
      }
    }
    boolean unknown =
        allow != null
            && allow.stream().noneMatch(one -> one.matches(facts.name(), facts.version()));
    return unknown
        ? severities.verdict(PolicyRules.NAME, facts.id() + " is not among what is allowed")
        : null;
  }
}
