package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.terminal.Level;
import dev.jpm.install.Shrinkwrap;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;

/** {@code shrinkwrap}: makes the lockfile one that is published with the package. */
public final class ShrinkwrapCommand implements Command {
  @Override
  public int run(Invocation call) {
    if (call.global()) {
      throw JpmException.of(
          ErrorCode.ESHRINKWRAPGLOBAL, "`jpm shrinkwrap` does not work for global packages");
    }
    try (Work work = Work.of(call)) {
      Shrinkwrap.Outcome outcome = new Shrinkwrap(work.bench()).run();
      work.quiet();
      call.terminal().log(Level.NOTICE, "", told(outcome));
    }
    return 0;
  }

  private static String told(Shrinkwrap.Outcome outcome) {
    String version = outcome.version().map(number -> Integer.toString(number)).orElse("");
    return switch (outcome.before()) {
      case NOTHING ->
          "created a lockfile as npm-shrinkwrap.json"
              + (version.isEmpty() ? "" : " with version " + version);
      case PACKAGE_LOCK ->
          "package-lock.json has been renamed to npm-shrinkwrap.json"
              + (version.isEmpty() ? "" : " and updated to version " + version);
      case SHRINKWRAP ->
          version.isEmpty()
              ? "npm-shrinkwrap.json up to date"
              : "npm-shrinkwrap.json updated to version " + version;
    };
  }
}
