package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.registry.Identity;

/** {@code whoami}: the user as whom the registry knows the caller. */
public final class WhoamiCommand implements Command {
  @Override
  public int run(Invocation call) {
    String user = Identity.of(call);
    if (call.settings().flag("json")) {
      call.terminal().json(user);
    } else {
      call.terminal().line(user);
    }
    return 0;
  }
}
