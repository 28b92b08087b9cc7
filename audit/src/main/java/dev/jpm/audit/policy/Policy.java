package dev.jpm.audit.policy;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What is wanted of packages. */
public record Policy(
    Severities severities,
    LicenceTerms licences,
    AgeTerms age,
    ScriptTerms scripts,
    SourceTerms sources,
    NameTerms names,
    ProvenanceTerms provenance,
    List<Ignore> ignores) {

  /** Wants nothing. */
  public static final Policy NONE =
      new Policy(
          Severities.NONE,
          LicenceTerms.NONE,
          AgeTerms.NONE,
          ScriptTerms.NONE,
          SourceTerms.NONE,
          NameTerms.NONE,
          ProvenanceTerms.NONE,
          List.of());

  public Policy {
    ignores = List.copyOf(ignores);
  }

  /** The policy that {@code text} holds. See {@link PolicyText#read}. */
  public static Policy read(String text, String file) {
    return PolicyText.read(text, file);
  }

  /** All that it has against a version of a package; ignores are left to whoever asks. */
  public List<Verdict> judge(PackageFacts facts, Instant now) {
    return Stream.of(
            licences.verdict(facts, severities),
            age.verdict(facts, severities, now),
            scripts.verdict(facts, severities),
            sources.verdict(facts, severities),
            names.verdict(facts, severities),
            provenance.verdict(facts, severities))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Whether it takes the time of publication to judge. */
  public boolean needsAge() {
    return !age.minimum().isZero();
  }

  /** Whether it wants to know the age of {@code facts}. */
  public boolean wantsAge(PackageFacts facts) {
    return age.isAsked(facts);
  }

  /** Whether it takes the licence of {@code facts} to judge. */
  public boolean needsLicence(PackageFacts facts) {
    return licences.isAsked(facts);
  }
}
