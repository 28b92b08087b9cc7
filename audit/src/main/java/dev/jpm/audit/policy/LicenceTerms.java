package dev.jpm.audit.policy;

import dev.jpm.audit.licence.Licence;
import dev.jpm.audit.licence.Licence.Single;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which licences may be used.
 *
 * @param allow single licences as SPDX writes them; empty for all that are not denied
 * @param deny licences that may not be used, whatever is allowed
 * @param except packages that are not asked
 */
public record LicenceTerms(Set<String> allow, Set<String> deny, List<PackagePattern> except) {
  static final LicenceTerms NONE = new LicenceTerms(Set.of(), Set.of(), List.of());

  public LicenceTerms {
    allow = Set.copyOf(allow);
    deny = Set.copyOf(deny);
    except = List.copyOf(except);
  }

  boolean isAsked(PackageFacts facts) {
    return !(allow.isEmpty() && deny.isEmpty())
        && except.stream().noneMatch(one -> one.matches(facts.name(), facts.version()));
  }

  /** What is wrong, in a sentence; null where nothing is. */
  @Nullable Verdict verdict(PackageFacts facts, Severities severities) {
    if (!isAsked(facts)) {
      return null;
    }
    String text = facts.licence();
    Licence licence = text == null ? null : Licence.parse(text).orElse(null);
    if (licence != null) {
      return licence.allows(this::allows)
          ? null
          : severities.verdict(PolicyRules.LICENCE, facts.id() + " is under " + text);
    }
    if (text != null && allow.contains(text)) {
      return null; // What SPDX has no name for can be allowed as it is written.
    }
    if (text != null && deny.contains(text)) {
      return severities.verdict(PolicyRules.LICENCE, facts.id() + " is under " + text);
    }
    return severities.verdict(
        PolicyRules.LICENCE_UNKNOWN,
        text == null
            ? facts.id() + " names no licence"
            : facts.id() + " is under \"" + text + "\", which is no SPDX expression");
  }

  private boolean allows(Single licence) {
    boolean denied = deny.contains(licence.text()) || deny.contains(licence.id());
    boolean allowed =
        allow.isEmpty()
            || allow.contains(licence.text())
            || (licence.exception() == null && allow.contains(licence.id()));
    return allowed && !denied;
  }
}
