package dev.jpm.cli.command;

import dev.jpm.cli.Invocation;

/** {@code jpm prefix}: the folder that other commands would work in. */
final class PrefixCommand implements Command {
  @Override
  public int run(Invocation call) {
    call.terminal().line(call.prefix().toString());
    return 0;
  }
}
