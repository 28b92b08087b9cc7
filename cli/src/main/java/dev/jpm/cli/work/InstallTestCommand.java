package dev.jpm.cli.work;

import dev.jpm.cli.CommandTable;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import java.io.IOException;
import java.util.List;

/** {@code install-test} and {@code install-ci-test}: an install, then the project's tests. */
public final class InstallTestCommand implements Command {
  private final Command install;

  public InstallTestCommand(Command install) {
    this.install = install;
  }

  @Override
  public int run(Invocation call) throws IOException, InterruptedException {
    int exitCode = install.run(call);
    return exitCode == 0
        ? RunCommand.of("test").run(call.as(CommandTable.get("test"), List.of()))
        : exitCode;
  }
}
