package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.terminal.Level;
import dev.jpm.install.Rebuild;
import dev.jpm.runtime.ScriptApprovals.HeldBack;
import java.util.List;

/** {@code rebuild}: links bins and runs install scripts of what is installed once more. */
public final class RebuildCommand implements Command {
  @Override
  public int run(Invocation call) {
    try (Work work = Work.of(call)) {
      List<HeldBack> waiting = new Rebuild(work.bench()).run(call.words());
      work.quiet();
      if (!waiting.isEmpty()) {
        String noun = waiting.size() == 1 ? " package has" : " packages have";
        String scripts = noun + " install scripts that nobody has decided about. ";
        String review = "Run `jpm install-scripts ls` to review.";
        call.terminal().log(Level.WARN, "rebuild", waiting.size() + scripts + review);
      }
      call.terminal().line("rebuilt dependencies successfully");
    }
    return 0;
  }
}
