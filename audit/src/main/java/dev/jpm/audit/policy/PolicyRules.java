package dev.jpm.audit.policy;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import java.util.List;
import java.util.stream.Stream;

/** The rules that a policy adds. */
public final class PolicyRules {
  public static final Rule LICENCE =
      new Rule(
          "license",
          Severity.HIGH,
          "A licence that the policy does not allow",
          "Use another package, or allow the licence in the policy");
  public static final Rule LICENCE_UNKNOWN =
      new Rule(
          "license-unknown",
          Severity.MODERATE,
          "No licence that anybody knows",
          "Find out the licence, and ignore the finding with it as the reason");
  public static final Rule AGE =
      new Rule(
          "age", Severity.HIGH, "Younger than the policy wants", "Wait, or take an older version");
  public static final Rule SCRIPTS =
      new Rule(
          "scripts",
          Severity.HIGH,
          "Scripts that the policy does not allow",
          "Read what they do; allow them in the policy if they may");
  public static final Rule SOURCE =
      new Rule(
          "source",
          Severity.HIGH,
          "From where the policy wants nothing from",
          "Use a version from an allowed source");
  public static final Rule NAME =
      new Rule(
          "name", Severity.HIGH, "A package that the policy does not want", "Use another package");
  public static final Rule PROVENANCE =
      new Rule(
          "provenance",
          Severity.HIGH,
          "No provenance, and the policy wants it",
          "Ask who publishes it to build it where provenance is made");
  public static final Rule PROVENANCE_DOWNGRADE =
      new Rule(
          "provenance-downgrade",
          Severity.HIGH,
          "No provenance any more",
          "Find out who published it, and how, before anybody uses it");
  public static final Rule BUILT_BY =
      new Rule(
          "built-by",
          Severity.CRITICAL,
          "Built by nobody whom the policy names",
          "Do not use the package before you know who published it");
  public static final Rule IGNORE_EXPIRED =
      new Rule(
          "ignore-expired",
          Severity.MODERATE,
          "What was ignored for a time that is over",
          "Do what was put off, or give the entry of the policy a new date");
  public static final Rule IGNORE_UNUSED =
      new Rule(
          "ignore-unused",
          Severity.LOW,
          "What is ignored, and is not there",
          "Remove the entry from the policy");

  private static final List<Rule> VERDICTS =
      List.of(
          LICENCE,
          LICENCE_UNKNOWN,
          AGE,
          SCRIPTS,
          SOURCE,
          NAME,
          PROVENANCE,
          PROVENANCE_DOWNGRADE,
          BUILT_BY);
  private static final List<Rule> ALL =
      Stream.concat(VERDICTS.stream(), Stream.of(IGNORE_EXPIRED, IGNORE_UNUSED)).toList();

  private PolicyRules() {}

  /** Those about packages. */
  public static List<Rule> verdicts() {
    return VERDICTS;
  }

  /** Those about packages, and those about the policy itself. */
  public static List<Rule> all() {
    return ALL;
  }
}
