package dev.jpm.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A thread whose stack has room for trees as deep as anybody can publish them: what walks a tree
 * may simply call itself. Only what is used of the stack is ever taken from the machine.
 */
final class DeepStack {
  /** Ten thousand packages, each the dependency of the one before, need a fiftieth of it. */
  private static final long SIZE = 512L << 20;

  private DeepStack() {}

  /** What {@code work} answers; an interruption of the caller is one of the work. */
  static int call(Callable<Integer> work) {
    FutureTask<Integer> task = new FutureTask<>(work);
    Thread thread = new Thread(null, task, "jpm", SIZE);
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
          thread.interrupt();
        } catch (ExecutionException e) {
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
