package dev.jpm.audit.policy;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How bad what is.
 *
 * @param own by rule or advisory, where it is not as they come
 * @param off rules that are not looked at
 */
public record Severities(Map<String, Severity> own, Set<String> off) {
  static final Severities NONE = new Severities(Map.of(), Set.of());

  public Severities {
    own = Map.copyOf(own);
    off = Set.copyOf(off);
  }

  /** How bad {@code rule} is; empty where nobody wants to know. */
  public Optional<Severity> of(String rule, Severity otherwise) {
    return off.contains(rule) ? Optional.empty() : Optional.of(own.getOrDefault(rule, otherwise));
  }

  @Nullable Verdict verdict(Rule rule, String reason) {
    return of(rule.id(), rule.severity())
        .map(severity -> new Verdict(rule, severity, reason))
        .orElse(null);
  }
}
