package dev.jpm.audit.lock;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** No two names differ only in what nobody sees. */
final class TwinNamesRule implements LockRule {
  private static final Rule RULE =
      new Rule(
          "name-twins",
          Severity.HIGH,
          "Two names that differ only in case",
          "Remove the one that you do not mean");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public void check(LockView lock, Consumer<Finding> out) {
    Map<String, LockedPackage> seen = new HashMap<>();
    for (LockedPackage entry : lock.packages()) {
      String plain = Normalizer.normalize(entry.name(), Form.NFKC).toLowerCase(Locale.ROOT);
      LockedPackage first = seen.putIfAbsent(plain, entry);
      if (first != null && !first.name().equals(entry.name())) {
        String message = entry.name() + " and " + first.name() + " differ only in case";
        out.accept(EntryRule.finding(RULE, entry, entry.lines().entry(), message));
      }
    }
  }
}
