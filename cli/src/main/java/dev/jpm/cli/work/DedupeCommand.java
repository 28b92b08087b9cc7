package dev.jpm.cli.work;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.config.OptionValue.Flag;
import dev.jpm.config.Settings;
import dev.jpm.install.Duplicates;
import dev.jpm.install.InstallRequest;
import dev.jpm.install.InstallResult;
import dev.jpm.install.Installation;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;

/**
 * {@code dedupe}: resolves every package that stands in several places anew, so that as few as
 * possible stay. {@code find-dupes} only tells what that would do.
 */
public final class DedupeCommand implements Command {
  private final boolean onlyTells;

  private DedupeCommand(boolean onlyTells) {
    this.onlyTells = onlyTells;
  }

  public static DedupeCommand dedupe() {
    return new DedupeCommand(false);
  }

  public static DedupeCommand findDupes() {
    return new DedupeCommand(true);
  }

  @Override
  public int run(Invocation given) {
    if (given.global()) {
      throw JpmException.of(ErrorCode.EDEDUPEGLOBAL, "`jpm dedupe` does not work in global mode");
    }
    Settings settings = given.settings().with("prefer-dedupe", Flag.YES);
    Invocation call = given.with(onlyTells ? settings.with("dry-run", Flag.YES) : settings);
    try (Work work = Work.of(call)) {
      InstallRequest request =
          InstallRequest.dedupe(Duplicates.names(work.bench()))
              .withAudit()
              .in(
                  ChosenWorkspaces.of(call).names(),
                  call.settings().flag("include-workspace-root"));
      InstallResult result = new Installation(work.bench(), request).run();
      work.quiet();
      new InstallSummary(call).tell(result);
    }
    return 0;
  }
}
