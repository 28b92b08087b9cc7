package dev.jpm.audit.lock;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.lockfile.entry.LockedPackage;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A rule that looks at each entry for itself. */
abstract class EntryRule implements LockRule {
  private final Rule rule;
  private final ToIntFunction<LockedPackage> line;

  /**
   * A rule whose findings stand on {@code line}.
   *
   * @param line of what is wrong in an entry
   */
  EntryRule(Rule rule, ToIntFunction<LockedPackage> line) {
    this.rule = rule;
    this.line = line;
  }

  @Override
  public final Rule rule() {
    return rule;
  }

  @Override
  public final void check(LockView lock, Consumer<Finding> out) {
    for (LockedPackage entry : lock.packages()) {
      String problem = problem(entry, lock);
      if (problem != null) {
        out.accept(finding(rule, entry, line.applyAsInt(entry), problem));
      }
    }
  }

  /** What is wrong with {@code entry}, in a sentence; null where nothing is. */
  abstract @Nullable String problem(LockedPackage entry, LockView lock);

  static Finding finding(Rule rule, LockedPackage entry, int line, String message) {
    return new Finding(rule, entry.name(), entry.version(), entry.key(), line, message);
  }

  static int sourceLine(LockedPackage entry) {
    return entry.lines().source();
  }

  static int integrityLine(LockedPackage entry) {
    return entry.lines().integrity();
  }

  static int ownLine(LockedPackage entry) {
    return entry.lines().entry();
  }

  static int versionLine(LockedPackage entry) {
    return entry.lines().version();
  }
}
