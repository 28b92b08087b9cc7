package dev.jpm.runtime.shell;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether somebody has asked a script to end, and with which exit code. */
final class Stop {
  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile int code;

  synchronized void ask(int exitCode) {
    if (!isAsked()) {
      code = exitCode;
      asked.countDown();
    }
  }

  boolean isAsked() {
    return asked.getCount() == 0;
  }

  int code() {
    return code;
  }

  /** Waits for that long, or until the script is to end; answers whether that is so. */
  boolean within(long milliseconds) throws InterruptedException {
    return asked.await(milliseconds, TimeUnit.MILLISECONDS);
  }
}
