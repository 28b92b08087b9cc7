package dev.jpm.audit.lock;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.Requirement;
import dev.jpm.model.tree.EdgeType;
import java.util.function.Consumer;

/** What is required is there. */
final class MissingEntryRule implements LockRule {
  private static final Rule RULE =
      new Rule(
          "missing",
          Severity.MODERATE,
          "Required and not there",
          "Let the tool that wrote the lockfile write it anew");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public void check(LockView lock, Consumer<Finding> out) {
    for (Requirement wanted : lock.file().requirements()) {
      boolean may = wanted.type().isOptional() || wanted.type() == EdgeType.PEER;
      boolean local = wanted.spec().startsWith("link:") || wanted.spec().startsWith("workspace:");
      if (wanted.to() == null && !may && !local && !lock.isWorkspace(wanted.name())) {
        String message =
            "%s@%s, which %s requires, is not there"
                .formatted(wanted.name(), wanted.spec(), asker(wanted));
        out.accept(new Finding(RULE, wanted.name(), null, wanted.from(), wanted.line(), message));
      }
    }
  }

  static String asker(Requirement wanted) {
    if (!wanted.importer()) {
      return wanted.from();
    }
    return wanted.from().isEmpty() || wanted.from().equals(".") ? "the project" : wanted.from();
  }
}
