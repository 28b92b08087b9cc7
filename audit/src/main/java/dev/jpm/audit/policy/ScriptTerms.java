package dev.jpm.audit.policy;

import dev.jpm.audit.policy.PackageFacts.Scripts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose install scripts may run.
 *
 * @param allow null for everybody's
 */
public record ScriptTerms(@Nullable List<PackagePattern> allow) {
  static final ScriptTerms NONE = new ScriptTerms(null);

  public ScriptTerms {
    allow = allow == null ? null : List.copyOf(allow);
  }

  @Nullable Verdict verdict(PackageFacts facts, Severities severities) {
    boolean denied =
        allow != null
            && facts.scripts() == Scripts.SOME
            && allow.stream().noneMatch(one -> one.matches(facts.name(), facts.version()));
    return denied
        ? severities.verdict(PolicyRules.SCRIPTS, facts.id() + " runs scripts when it is installed")
        : null;
  }
}
