package dev.jpm.mirror.policy;

import dev.jpm.audit.advisory.Advisory;
import dev.jpm.audit.policy.Matter;
import dev.jpm.audit.policy.PackageFacts;
import dev.jpm.audit.policy.PolicyRules;
import dev.jpm.audit.policy.Verdict;
import dev.jpm.mirror.http.Timestamps;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides about all versions of a packument. */
final class Judgement {
  private final Terms terms;
  private final Offered offered;
  private final Instant now;
  private final Fixes fixes;
  private final Set<String> firstFixes;
  private @Nullable Instant until;

  private Judgement(Terms terms, Offered offered, Instant now) {
    this.terms = terms;
    this.offered = offered;
    this.now = now;
    List<String> versions = offered.versions().stream().map(Offered.Version::text).toList();
    this.fixes = new Fixes(versions, terms.against(offered.name().value(), versions));
    this.firstFixes = fixes.first();
    this.until = terms.nextEnd(now);
  }

  static Rulings of(Offered offered, Terms terms, Instant now) {
    return new Judgement(terms, offered, now).rulings();
  }

  private Rulings rulings() {
    SequencedMap<String, String> refused = new LinkedHashMap<>();
    Map<String, String> refusedFiles = new HashMap<>();
    Set<String> allowedFiles = new HashSet<>();
    for (Offered.Version version : offered.versions()) {
      String reason = reason(offered.facts(version), version.text());
      if (reason == null) {
        allowedFiles.add(version.file());
      } else {
        refused.put(version.text(), reason);
        refusedFiles.put(version.file(), reason);
      }
    }
    List<String> versions = offered.versions().stream().map(Offered.Version::text).toList();
    return new Rulings(
        Collections.unmodifiableSequencedMap(refused),
        new MovedTags(versions, refused.keySet()).of(offered.tags()),
        Set.copyOf(allowedFiles),
        Map.copyOf(refusedFiles),
        until);
  }

  /** Why it is refused; null where it is not. */
  private @Nullable String reason(PackageFacts facts, String version) {
    for (Advisory advisory : fixes.about(version)) {
      if (terms.isRefused(advisory) && !isWaived(Matter.Kind.ADVISORY, advisory, version)) {
        return told(facts, advisory);
      }
    }
    for (Verdict verdict : terms.policy().judge(facts, now)) {
      if (verdict.severity().isAtLeast(terms.refuse()) && !isWaived(verdict.rule().id(), version)) {
        if (!verdict.rule().equals(PolicyRules.AGE)) {
          return verdict.reason();
        }
        if (!firstFixes.contains(version)) {
          return tooYoung(facts);
        }
      }
    }
    return isOfUnknownAge(facts) && !isWaived(PolicyRules.AGE.id(), version)
        ? facts.id() + " has no time of publication, and the policy wants an age"
        : null;
  }

  private static String told(PackageFacts facts, Advisory advisory) {
    return Terms.isMalware(advisory)
        ? "%s is malware (%s)".formatted(facts.id(), advisory.publicId())
        : "%s has a vulnerability of severity %s: %s (%s)"
            .formatted(
                facts.id(), advisory.severity().word(), advisory.title(), advisory.publicId());
  }

  /** Says moments, not how long ago they were: what is said is kept. */
  private @Nullable String tooYoung(PackageFacts facts) {
    Instant published = facts.published();
    if (published == null) {
      return null;
    }
    Instant end = published.plus(terms.policy().age().minimum());
    if (until == null || end.isBefore(until)) {
      until = end;
    }
    return "%s was published at %s and is held back until %s"
        .formatted(facts.id(), Timestamps.of(published), Timestamps.of(end));
  }

  private boolean isOfUnknownAge(PackageFacts facts) {
    return facts.published() == null
        && terms.policy().wantsAge(facts)
        && terms
            .policy()
            .severities()
            .of(PolicyRules.AGE.id(), PolicyRules.AGE.severity())
            .filter(severity -> severity.isAtLeast(terms.refuse()))
            .isPresent();
  }

  private boolean isWaived(String rule, String version) {
    return terms.isWaived(Matter.Kind.RULE, Set.of(rule), offered.name().value(), version, now);
  }

  private boolean isWaived(Matter.Kind kind, Advisory advisory, String version) {
    return terms.isWaived(kind, Set.of(advisory.publicId()), offered.name().value(), version, now);
  }
}
