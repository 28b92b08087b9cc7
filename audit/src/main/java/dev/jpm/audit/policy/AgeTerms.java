package dev.jpm.audit.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How old a version must be.
 *
 * @param minimum zero where any age will do
 * @param except packages that may be younger
 */
public record AgeTerms(Duration minimum, List<PackagePattern> except) {
  static final AgeTerms NONE = new AgeTerms(Duration.ZERO, List.of());

  public AgeTerms {
    except = List.copyOf(except);
  }

  boolean isAsked(PackageFacts facts) {
    return !minimum.isZero()
        && except.stream().noneMatch(one -> one.matches(facts.name(), facts.version()));
  }

  @Nullable Verdict verdict(PackageFacts facts, Severities severities, Instant now) {
    Instant published = facts.published();
    if (published == null || !isAsked(facts) || !published.plus(minimum).isAfter(now)) {
      return null;
    }
    return severities.verdict(
        PolicyRules.AGE,
        "%s was published %s ago, and the policy wants %s"
            .formatted(
                facts.id(),
                Durations.text(Duration.between(published, now)),
                Durations.text(minimum)));
  }
}
