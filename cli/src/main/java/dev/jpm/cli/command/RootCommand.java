package dev.jpm.cli.command;

import dev.jpm.cli.Invocation;
import java.nio.file.Path;

/** {@code jpm root}: the node_modules that other commands would work in. */
final class RootCommand implements Command {
  @Override
  public int run(Invocation call) {
    Path folder = call.global() ? call.project().globalFolder() : call.project().localFolder();
    call.terminal().line(folder.toString());
    return 0;
  }
}
