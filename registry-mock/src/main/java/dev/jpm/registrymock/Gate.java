package dev.jpm.registrymock;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Holds requests back until it is opened; tells when they have arrived. */
public final class Gate implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Glob paths;
  private final Semaphore arrivals = new Semaphore(0);
  private final CountDownLatch open = new CountDownLatch(1);

  Gate(Glob paths) {
    this.paths = paths;
  }

  /** Waits until {@code count} more requests stand before the gate; fails after 30 seconds. */
  public void awaitArrivals(int count) throws InterruptedException {
    if (!arrivals.tryAcquire(count, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("no " + count + " requests came within " + PATIENCE);
    }
  }

  /** Lets everything through, now and later. */
  public void open() {
    open.countDown();
  }

  /** Opens. */
  @Override
  public void close() {
    open();
  }

  boolean isFor(String path) {
    return open.getCount() > 0 && paths.matches(path);
  }

  void pass() throws InterruptedException {
    arrivals.release();
    open.await();
  }
}
