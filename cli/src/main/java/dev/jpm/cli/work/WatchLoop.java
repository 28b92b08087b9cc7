package dev.jpm.cli.work;

import dev.jpm.cli.terminal.Terminal;
import dev.jpm.runtime.RunningScripts;
import dev.jpm.runtime.watch.FileChanges;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs something again whenever a file has changed; what still runs by then is ended first. Ends
 * when somebody interrupts it, or where there is nothing that could be run.
 */
final class WatchLoop {
  private final Terminal terminal;
  private final Path folder;
  private final FileChanges changes;
  private final AtomicInteger code = new AtomicInteger();
  private final AtomicReference<@Nullable RuntimeException> thrown = new AtomicReference<>();

  /** What is run. */
  interface Round {
    int run(RunningScripts group) throws InterruptedException;
  }

  /**
   * @param folder that files are told from
   */
  WatchLoop(Terminal terminal, Path folder, FileChanges changes) {
    this.terminal = terminal;
    this.folder = folder;
    this.changes = changes;
  }

  /** The exit code of the last round. */
  int run(Round round) throws InterruptedException {
    while (true) {
      RunningScripts group = new RunningScripts();
      Thread running = Thread.ofVirtual().start(() -> once(round, group));
      Optional<Path> changed = changes.await();
      group.end();
      running.join();
      RuntimeException failure = thrown.get();
      if (failure != null) {
        throw failure;
      }
      if (changed.isEmpty()) {
        return code.get();
      }
      if (!terminal.silent()) {
        terminal.talk("\n" + folder.relativize(changed.get()) + " has changed, running again");
      }
    }
  }

  private void once(Round round, RunningScripts group) {
    try {
      code.set(round.run(group));
      if (group.isInterrupted() || terminal.isUnread()) {
        changes.close();
      }
    } catch (RuntimeException e) {
      thrown.set(e);
      changes.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      changes.close();
    }
  }
}
