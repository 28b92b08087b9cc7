package dev.jpm.runtime;

/**
 * Waiting that an interrupt of jpm's thread does not cut short: a script that runs decides itself
 * when it ends. The interrupt is kept for whoever waits next.
 */
final class Patience {
  private Patience() {}

  private interface Wait<T> {
    T once() throws InterruptedException;
  }

  static int toEnd(Process process) {
    return toEnd(process::waitFor);
  }

  static void toEnd(Thread thread) {
    toEnd(() -> {
      thread.join();
      return true;
    });
  }

  private static <T> T toEnd(Wait<T> wait) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.once();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
