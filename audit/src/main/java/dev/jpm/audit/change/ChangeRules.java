package dev.jpm.audit.change;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import java.util.List;

/** What changes of a lockfile are looked at for. */
public final class ChangeRules {
  private static final String LOOK = "Look at what the new version does before you merge";

  static final Rule REPLACED =
      new Rule(
          "changed-bytes",
          Severity.CRITICAL,
          "The same version with other bytes",
          "Restore the entry; find out who changed it");
  static final Rule SCRIPTS =
      new Rule("new-scripts", Severity.HIGH, "Install scripts that were not there", LOOK);
  static final Rule PROVENANCE =
      new Rule("lost-provenance", Severity.HIGH, "No provenance any more", LOOK);
  static final Rule PUBLISHER =
      new Rule("new-publisher", Severity.MODERATE, "Another publisher", LOOK);
  static final Rule DEPENDENCY =
      new Rule(
          "new-dependency", Severity.MODERATE, "A patch release that brings a package along", LOOK);
  static final Rule LICENCE =
      new Rule(
          "new-license",
          Severity.MODERATE,
          "Another licence",
          "Check that you may use the package under the new licence");
  static final Rule DOWNGRADE =
      new Rule(
          "downgrade",
          Severity.MODERATE,
          "An older version",
          "Check that the older version is wanted, and has no known flaws");
  static final Rule YOUNG =
      new Rule("young", Severity.MODERATE, "Published a moment ago", "Wait a few days");
  static final Rule SIZE = new Rule("new-size", Severity.LOW, "Much bigger than before", LOOK);

  private static final List<Rule> ALL =
      List.of(
          REPLACED, SCRIPTS, PROVENANCE, PUBLISHER, DEPENDENCY, LICENCE, DOWNGRADE, YOUNG, SIZE);

  private ChangeRules() {}

  public static List<Rule> all() {
    return ALL;
  }
}
