package dev.jpm.mirror.policy;

import dev.jpm.audit.Rule;
import dev.jpm.audit.policy.Ignore;
import dev.jpm.audit.policy.Matter;
import dev.jpm.audit.policy.PackagePattern;
import dev.jpm.audit.policy.PolicyRules;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.metadata.Waivers;
import dev.jpm.mirror.metadata.Waivers.Waiver;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Lets administrators let pass what the policy holds back. Who does so says why, and for how long:
 * what is to hold for ever belongs into the policy.
 */
public final class Waiving {
  private static final Pattern ADVISORY = Pattern.compile("[A-Z]{2,12}-[A-Za-z0-9-]{1,40}");
  private static final Pattern EVERYTHING = Pattern.compile("[*/]+(@.*)?");
  private static final int LONGEST = 1_000;

  private final Waivers waivers;
  private final Admission admission;
  private final InstantSource clock;

  public Waiving(Waivers waivers, Admission admission, InstantSource clock) {
    this.waivers = waivers;
    this.admission = admission;
    this.clock = clock;
  }

  /**
   * What is to pass.
   *
   * @param packages as a policy names them
   * @param matter a rule, or an advisory
   * @param last the last day, as 2026-12-31
   */
  public record Wish(String packages, String matter, String reason, String last) {}

  /** The rules that may be waived. */
  public static List<String> rules() {
    return PolicyRules.verdicts().stream().map(Rule::id).toList();
  }

  /** All that were granted, the newest first. */
  public List<Waiver> granted() {
    return waivers.all();
  }

  /** Those that stand in the policy itself, which nobody takes back here. */
  public List<Ignore> filed() {
    return admission.filedWaivers();
  }

  /** Whether it holds no longer. */
  public boolean isOver(Waiver waiver) {
    return !clock.instant().isBefore(Ignore.end(waiver.last()));
  }

  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  public void grant(String person, Wish wish) {
    String reason = wish.reason().strip();
    if (reason.isEmpty() || reason.length() > LONGEST) {
      throw HttpProblem.badRequest("A waiver has a reason, of at most " + LONGEST + " characters");
    }
    Instant now = clock.instant();
    String matter = wish.matter().strip();
    waivers.add(
        new Waiver(
            UUID.randomUUID().toString(),
            kind(matter),
            matter,
            packages(wish.packages().strip()),
            reason,
            person,
            now,
            last(wish.last().strip())));
    admission.waiversChanged();
  }

  private static Matter.Kind kind(String matter) {
    if (rules().contains(matter)) {
      return Matter.Kind.RULE;
    }
    if (ADVISORY.matcher(matter).matches()) {
      return Matter.Kind.ADVISORY;
    }
    throw HttpProblem.badRequest(
        "“"
            + matter
            + "” is neither an advisory nor one of the rules "
            + String.join(", ", rules()));
  }

  private static String packages(String text) {
    if (text.isEmpty() || EVERYTHING.matcher(text).matches()) {
      throw HttpProblem.badRequest("A waiver is for packages, not for all; the policy is for that");
    }
    try {
      return PackagePattern.of(text).text();
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest("“" + text + "” is neither a name nor a name@versions");
    }
  }

  private LocalDate last(String text) {
    try {
      LocalDate last = LocalDate.parse(text);
      if (!last.isBefore(today())) {
        return last;
      }
    } catch (DateTimeException e) {
      throw HttpProblem.badRequest("A waiver has a last day, such as " + today().plusMonths(1));
    }
    throw HttpProblem.badRequest("That day is over");
  }

  /** Takes a waiver back; what it let through is held back from now on. */
  public void revoke(String id) {
    if (!waivers.remove(id)) {
      throw HttpProblem.notFound("There is no such waiver, or no longer");
    }
    admission.waiversChanged();
  }
}
