package dev.jpm.fetcher;

import dev.jpm.model.event.Event;
import dev.jpm.model.event.Event.Origin;
import dev.jpm.model.event.Reporter;
import java.util.OptionalLong;

/** Tells the events of one tarball: started once, progress where it is large, ended once. */
final class TarballProgress {
  /** Below this size nobody would see the bar move. */
  private static final long LARGE = 2_000_000;

  private static final long STEP_NANOS = 200_000_000;

  private final Reporter reporter;
  private final String id;
  private boolean started;
  private OptionalLong total = OptionalLong.empty();
  private long bytes;
  private long toldAt;
  private Origin origin = Origin.NETWORK;
  private boolean succeeded;

  TarballProgress(Reporter reporter, String id) {
    this.reporter = reporter;
    this.id = id;
  }

  /** The bytes begin to come; again when they are asked for again. */
  void begin(OptionalLong length) {
    bytes = 0;
    if (!started) {
      started = true;
      total = length;
      toldAt = System.nanoTime();
      reporter.on(new Event.TarballStarted(id, length));
    }
  }

  void read(long soFar) {
    bytes = soFar;
    if (soFar < LARGE && total.orElse(LARGE) < LARGE) {
      return;
    }
    long now = System.nanoTime();
    if (now - toldAt >= STEP_NANOS) {
      toldAt = now;
      reporter.on(new Event.TarballProgress(id, soFar, total));
    }
  }

  void succeeded(Origin from) {
    succeeded = true;
    origin = from;
  }

  void end() {
    if (started) {
      reporter.on(new Event.TarballEnded(id, origin, succeeded ? bytes : 0));
    }
  }
}
