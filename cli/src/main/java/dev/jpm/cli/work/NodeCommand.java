package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;

/**
 * {@code jpm node}: the project's Node.js with the environment of its scripts; all words are its
 * own. Without any it reads what is typed, as node does.
 */
public final class NodeCommand implements Command {
  @Override
  public int run(Invocation call) {
    try (Work work = Work.of(call)) {
      return new CallScripts(call, work).node(call.words());
    }
  }
}
