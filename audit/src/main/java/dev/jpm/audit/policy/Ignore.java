package dev.jpm.audit.policy;

import dev.jpm.model.glob.Glob;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Findings that somebody took the responsibility for.
 *
 * @param rule null where it is about advisories, or about all
 * @param advisory null where it is about a rule, or about all
 * @param packages null for all
 * @param path of the lockfile's keys, with stars; null for all
 * @param owner who answers for it; null where nobody is named
 * @param expires the last day that it holds; null for ever
 * @param line in the policy's file
 */
public record Ignore(
    @Nullable String rule,
    @Nullable String advisory,
    @Nullable PackagePattern packages,
    @Nullable String path,
    String reason,
    @Nullable String owner,
    @Nullable LocalDate expires,
    int line) {

  /** Whether it is about {@code matter}, whether or not it still holds. */
  public boolean isAbout(Matter matter) {
    boolean named =
        switch (matter.kind()) {
          case RULE -> advisory == null && (rule == null || matter.ids().contains(rule));
          case ADVISORY -> rule == null && (advisory == null || matter.ids().contains(advisory));
        };
    return named
        && (packages == null || packages.matches(matter.name(), matter.version()))
        && (path == null || Glob.of(path).matches(matter.path()));
  }

  /** Whether it held until before {@code now}. A day ends where it ends last on earth. */
  public boolean isExpired(Instant now) {
    Instant end = end();
    return end != null && !now.isBefore(end);
  }

  /** The moment from which on it holds no longer; null for never. */
  public @Nullable Instant end() {
    return expires == null ? null : end(expires);
  }

  /** When a day has ended everywhere. */
  public static Instant end(LocalDate day) {
    return day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.ofHours(-12));
  }

  /** What it is about, for people. */
  public String subject() {
    String what = rule == null ? advisory : rule;
    StringBuilder text = new StringBuilder(what == null ? "everything" : what);
    if (packages != null) {
      text.append(" of ").append(packages.text());
    }
    if (path != null) {
      text.append(" at ").append(path);
    }
    return text.toString();
  }

  /** Who answers for it and why, for people. */
  public String told() {
    return owner == null ? reason : reason + " (" + owner + ")";
  }
}
