package dev.jpm.audit.lock;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import java.util.function.Consumer;

/** One thing to look for. */
interface LockRule {
  Rule rule();

  /** Tells {@code out} of all that is wrong. */
  void check(LockView lock, Consumer<Finding> out);
}
