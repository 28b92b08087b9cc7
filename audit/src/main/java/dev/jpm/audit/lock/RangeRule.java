package dev.jpm.audit.lock;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Requirement;
import dev.jpm.lockfile.entry.Source;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import dev.jpm.model.tree.EdgeType;
import java.util.function.Consumer;

/** What is required is there in a version that will do. */
final class RangeRule implements LockRule {
  private static final Rule RULE =
      new Rule(
          "range",
          Severity.HIGH,
          "Another version than required",
          "Let the tool that wrote the lockfile write it anew");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public void check(LockView lock, Consumer<Finding> out) {
    for (Requirement wanted : lock.file().requirements()) {
      LockedPackage found = wanted.to() == null ? null : lock.file().packages().get(wanted.to());
      boolean counts = wanted.type() != EdgeType.PEER && wanted.type() != EdgeType.PEER_OPTIONAL;
      if (found != null && counts && !lock.isOverridden(wanted.name()) && !fits(wanted, found)) {
        out.accept(
            EntryRule.finding(
                RULE,
                found,
                found.lines().version(),
                "%s is locked, and %s requires %s@%s"
                    .formatted(
                        found.id(), MissingEntryRule.asker(wanted), wanted.name(), wanted.spec())));
      }
    }
  }

  private static boolean fits(Requirement wanted, LockedPackage found) {
    String version = found.version();
    String spec = wanted.spec().startsWith("npm:") ? aliased(wanted.spec()) : wanted.spec();
    Range range = Range.tryParseLoose(spec).orElse(null);
    if (version == null || range == null || !(found.source() instanceof Source.Tarball)) {
      return true; // Nobody can tell.
    }
    return Version.tryParseLoose(version).filter(range::accepts).isPresent();
  }

  /** The range of {@code npm:name@range}, or of Yarn's {@code npm:range}. */
  private static String aliased(String spec) {
    int at = spec.indexOf('@', "npm:".length() + 1);
    return at < 0 ? spec.substring("npm:".length()) : spec.substring(at + 1);
  }
}
