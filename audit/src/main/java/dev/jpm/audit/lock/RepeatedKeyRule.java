package dev.jpm.audit.lock;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import java.util.function.Consumer;

/** No key stands twice, so that everybody reads the same. */
final class RepeatedKeyRule implements LockRule {
  private static final Rule RULE =
      new Rule(
          "repeated-key",
          Severity.HIGH,
          "A key that stands twice",
          "Remove the one that is not meant; find out who made it");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public void check(LockView lock, Consumer<Finding> out) {
    lock.file()
        .repeated()
        .forEach((key, line) ->
            out.accept(
                new Finding(
                    RULE,
                    "",
                    null,
                    key,
                    line,
                    "\"" + key + "\" stands twice, and readers differ in which they take")));
  }
}
