package dev.jpm.audit.policy;

import dev.jpm.audit.policy.Build.Stated;
import dev.jpm.audit.policy.PackageFacts.Origin;
import dev.jpm.audit.signature.Identity;
import dev.jpm.audit.signature.Proof;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of how packages were built.
 *
 * @param require packages that must have provenance
 * @param keep packages that must have it once a version before had it
 * @param builtBy by whom packages must have been built, as their provenance proves it
 * @param except packages that are not asked
 */
public record ProvenanceTerms(
    List<PackagePattern> require,
    List<PackagePattern> keep,
    List<BuilderTerms> builtBy,
    List<PackagePattern> except) {
  static final ProvenanceTerms NONE =
      new ProvenanceTerms(List.of(), List.of(), List.of(), List.of());

  public ProvenanceTerms {
    require = List.copyOf(require);
    keep = List.copyOf(keep);
    builtBy = List.copyOf(builtBy);
    except = List.copyOf(except);
  }

  /** Whether it takes to know what was before. */
  public boolean hasMemory() {
    return !keep.isEmpty();
  }

  /** Whether it takes to know whether there is provenance of {@code facts}. */
  public boolean isAsked(PackageFacts facts) {
    return isJudged(facts) && (isRequired(facts) || isAmong(keep, facts));
  }

  /** Whether it may take to know who built something. */
  public boolean asksWho() {
    return !builtBy.isEmpty();
  }

  /** Whether it takes to know who built {@code facts}. */
  public boolean asksWho(PackageFacts facts) {
    return isJudged(facts) && builtBy.stream().anyMatch(one -> one.isAbout(facts));
  }

  private boolean isJudged(PackageFacts facts) {
    return facts.origin() == Origin.REGISTRY && !isAmong(except, facts);
  }

  private boolean isRequired(PackageFacts facts) {
    return isAmong(require, facts) || asksWho(facts);
  }

  private static boolean isAmong(List<PackagePattern> patterns, PackageFacts facts) {
    return patterns.stream().anyMatch(one -> one.matches(facts.name(), facts.version()));
  }

  @Nullable Verdict verdict(PackageFacts facts, Severities severities) {
    if (!isJudged(facts)) {
      return null;
    }
    Build build = facts.build();
    if (build.stated() != Stated.NO) {
      return byWhom(facts, severities);
    }
    if (isRequired(facts)) {
      return severities.verdict(
          PolicyRules.PROVENANCE, facts.id() + " has no provenance, and the policy wants it");
    }
    return build.statedBefore() && isAmong(keep, facts)
        ? severities.verdict(
            PolicyRules.PROVENANCE_DOWNGRADE,
            facts.id() + " has no provenance, and a version before it had")
        : null;
  }

  /** What there is against who built it, as far as that is known. */
  public @Nullable Verdict byWhom(PackageFacts facts, Severities severities) {
    if (!asksWho(facts)) {
      return null;
    }
    return switch (facts.build().proof()) {
      case null -> null;
      case Proof.None(String why) ->
          severities.verdict(
              PolicyRules.BUILT_BY, "nothing proves who built " + facts.id() + ": " + why);
      case Proof.By(Identity identity) ->
          builtBy.stream().anyMatch(one -> one.isAbout(facts) && one.names(identity))
              ? null
              : severities.verdict(PolicyRules.BUILT_BY, told(facts, identity));
    };
  }

  private static String told(PackageFacts facts, Identity identity) {
    return "%s was built from %s by %s at %s on %s, which the policy does not name"
        .formatted(
            facts.id(),
            identity.repository(),
            identity.workflow(),
            identity.ref(),
            identity.builder());
  }
}
