package dev.jpm.audit.policy;

import dev.jpm.audit.Rule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was looked at, and thus which ignores could have been of use.
 *
 * @param rules those that were looked for in everything
 * @param advisories whether advisories against everything were
 */
public record Scope(Set<String> rules, boolean advisories) {
  /** A part only: nothing can be said of an ignore that was of no use. */
  public static final Scope PART = new Scope(Set.of(), false);

  public static final Scope ADVISORIES = new Scope(Set.of(), true);

  public Scope {
    rules = Set.copyOf(rules);
  }

  public static Scope of(List<Rule> rules) {
    return new Scope(rules.stream().map(Rule::id).collect(Collectors.toSet()), false);
  }

  boolean covers(Ignore ignore) {
    String rule = ignore.rule();
    if (ignore.advisory() != null) {
      return advisories;
    }
    // One that names neither may be of use in the other kind of audit.
    return rule != null && rules.contains(rule);
  }
}
