package dev.jpm.audit.policy;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is not told, by a policy's ignores or because it was there before. Notes what was used. */
public final class Waivers {
  private final Policy policy;
  private final Baseline baseline;
  private final Instant now;
  private final Set<Ignore> used = new LinkedHashSet<>();

  public Waivers(Policy policy, Baseline baseline, Instant now) {
    this.policy = policy;
    this.baseline = baseline;
    this.now = now;
  }

  /** Why this is not told; null where it is. */
  public @Nullable String reason(Matter matter, Baseline.Entry entry) {
    String reason = null;
    for (Ignore ignore : policy.ignores()) {
      if (ignore.isAbout(matter)) {
        used.add(ignore);
        if (reason == null && !ignore.isExpired(now)) {
          reason = ignore.told();
        }
      }
    }
    return reason == null && baseline.has(entry)
        ? "It was there when the baseline was written"
        : reason;
  }

  /**
   * What is to be said of the policy itself, after everything was asked for.
   *
   * @param file the policy's, as people name it
   */
  public List<Finding> findings(Scope scope, String file) {
    List<Finding> findings = new ArrayList<>();
    for (Ignore ignore : policy.ignores()) {
      boolean expired = ignore.isExpired(now);
      Rule rule = expired ? PolicyRules.IGNORE_EXPIRED : PolicyRules.IGNORE_UNUSED;
      if (used.contains(ignore) ? expired : scope.covers(ignore)) {
        String message =
            expired
                ? "%s was ignored until %s: %s"
                    .formatted(ignore.subject(), ignore.expires(), ignore.told())
                : ignore.subject() + " is ignored, and there is nothing of it";
        policy
            .severities()
            .of(rule.id(), rule.severity())
            .ifPresent(severity ->
                findings.add(
                    new Finding(rule, "", null, "", ignore.line(), message).in(file).as(severity)));
      }
    }
    return findings;
  }
}
