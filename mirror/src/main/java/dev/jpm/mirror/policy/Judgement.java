package dev.jpm.mirror.policy;

import dev.jpm.audit.Rule;
import dev.jpm.audit.advisory.Advisory;
import dev.jpm.audit.policy.Build.Stated;
import dev.jpm.audit.policy.Ignore;
import dev.jpm.audit.policy.Matter;
import dev.jpm.audit.policy.PackageFacts;
import dev.jpm.audit.policy.PolicyRules;
import dev.jpm.audit.policy.Verdict;
import dev.jpm.mirror.http.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Map<String, Proofs.Known> proofs;
  private @Nullable Instant until;

  private Judgement(Terms terms, Offered offered, Proofs proofs, Instant now) {
    this.terms = terms;
    this.offered = offered;
    this.now = now;
    List<String> versions = offered.versions().stream().map(Offered.Version::text).toList();
    this.fixes = new Fixes(versions, terms.against(offered.name().value(), versions));
    this.firstFixes = fixes.first();
    this.until = terms.nextEnd(now);
    this.proofs =
        proofs.known(
            offered.name(), offered.versions().stream().filter(this::mustBeProven).toList());
  }

  static Rulings of(Offered offered, Terms terms, Proofs proofs, Instant now) {
    return new Judgement(terms, offered, proofs, now).rulings();
  }

  /** Whether it counts who has built it. */
  private boolean mustBeProven(Offered.Version version) {
    return terms.policy().provenance().asksWho()
        && version.provenance() == Stated.YES
        && terms.policy().provenance().asksWho(offered.facts(version))
        && isRefused(PolicyRules.BUILT_BY)
        && waiver(byRule(PolicyRules.BUILT_BY, ""), version.text()).isEmpty();
  }

  private PackageFacts facts(Offered.Version version) {
    PackageFacts facts = offered.facts(version);
    Proofs.Known known = proofs.get(version.text());
    if (known == null) {
      return facts;
    }
    againAt(known.until());
    return facts.with(facts.build().with(known.proof()));
  }

  private void againAt(@Nullable Instant time) {
    if (time != null && (until == null || time.isBefore(until))) {
      until = time;
    }
  }

  private Rulings rulings() {
    SequencedMap<String, List<Objection>> refused = new LinkedHashMap<>();
    SequencedMap<String, List<Waived>> waived = new LinkedHashMap<>();
    Map<String, String> refusedFiles = new HashMap<>();
    Set<String> allowedFiles = new HashSet<>();
    Map<String, Offered.Version> unproven = new HashMap<>();
    for (Offered.Version version : offered.versions()) {
      List<Objection> counts = new ArrayList<>();
      List<Waived> countsNot = new ArrayList<>();
      for (Objection objection : objections(facts(version), version.text())) {
        waiver(objection, version.text())
            .ifPresentOrElse(
                by -> countsNot.add(new Waived(objection, by)), () -> counts.add(objection));
      }
      if (counts.isEmpty()) {
        allowedFiles.add(version.file());
        if (!proofs.containsKey(version.text()) && mustBeProven(version)) {
          unproven.put(version.text(), version);
        }
      } else {
        refused.put(version.text(), List.copyOf(counts));
        refusedFiles.put(version.file(), counts.getFirst().reason());
      }
      if (!countsNot.isEmpty()) {
        waived.put(version.text(), List.copyOf(countsNot));
      }
    }
    List<String> versions = offered.versions().stream().map(Offered.Version::text).toList();
    MovedTags moved = new MovedTags(versions, refused.keySet());
    SequencedMap<String, String> tags = moved.of(offered.tags());
    return new Rulings(
        Collections.unmodifiableSequencedMap(refused),
        Collections.unmodifiableSequencedMap(waived),
        tags,
        unproven.isEmpty() ? List.of() : moved.choices(tags),
        Set.copyOf(allowedFiles),
        Map.copyOf(refusedFiles),
        Map.copyOf(unproven),
        until);
  }

  /** All that there is against it, waived or not. */
  private List<Objection> objections(PackageFacts facts, String version) {
    List<Objection> against = new ArrayList<>();
    for (Advisory advisory : fixes.about(version)) {
      if (terms.isRefused(advisory)) {
        against.add(
            new Objection(Matter.Kind.ADVISORY, advisory.publicId(), told(facts, advisory)));
      }
    }
    for (Verdict verdict : terms.policy().judge(facts, now)) {
      boolean mayBeYoung = verdict.rule().equals(PolicyRules.AGE) && firstFixes.contains(version);
      if (verdict.severity().isAtLeast(terms.refuse()) && !mayBeYoung) {
        against.add(byRule(verdict.rule(), reason(facts, verdict)));
      }
    }
    if (isOfUnknownAge(facts)) {
      against.add(
          byRule(
              PolicyRules.AGE,
              facts.id() + " has no time of publication, and the policy wants an age"));
    }
    return against;
  }

  private static Objection byRule(Rule rule, String reason) {
    return new Objection(Matter.Kind.RULE, rule.id(), reason);
  }

  private String reason(PackageFacts facts, Verdict verdict) {
    Instant published = facts.published();
    return verdict.rule().equals(PolicyRules.AGE) && published != null
        ? tooYoung(facts, published)
        : verdict.reason();
  }

  private static String told(PackageFacts facts, Advisory advisory) {
    return Terms.isMalware(advisory)
        ? "%s is malware (%s)".formatted(facts.id(), advisory.publicId())
        : "%s has a vulnerability of severity %s: %s (%s)"
            .formatted(
                facts.id(), advisory.severity().word(), advisory.title(), advisory.publicId());
  }

  /** Says moments, not how long ago they were: what is said is kept. */
  private String tooYoung(PackageFacts facts, Instant published) {
    Instant end = published.plus(terms.policy().age().minimum());
    againAt(end);
    return "%s was published at %s and is held back until %s"
        .formatted(facts.id(), Timestamps.of(published), Timestamps.of(end));
  }

  private boolean isOfUnknownAge(PackageFacts facts) {
    return facts.published() == null
        && terms.policy().wantsAge(facts)
        && isRefused(PolicyRules.AGE);
  }

  private boolean isRefused(Rule rule) {
    return terms
        .policy()
        .severities()
        .of(rule.id(), rule.severity())
        .filter(severity -> severity.isAtLeast(terms.refuse()))
        .isPresent();
  }

  private Optional<Ignore> waiver(Objection objection, String version) {
    return terms.waiver(
        new Matter(
            objection.kind(), Set.of(objection.matter()), offered.name().value(), version, ""),
        now);
  }
}
