package dev.jpm.runtime;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The scripts of one call that run at the same time, so that they can be ended together. */
public final class RunningScripts {
  private final Set<SignalRelay> relays = new LinkedHashSet<>();
  private boolean ending;
  private boolean told;
  private boolean interrupted;

  /** Asks all that run, and those whose start is under way, to end; none is to begin any more. */
  public void end() {
    List<SignalRelay> all;
    synchronized (this) {
      ending = true;
      told = true;
      all = List.copyOf(relays);
    }
    all.forEach(relay -> relay.deliver("TERM"));
  }

  /** Whether no other script is to begin: one has failed, or somebody wants the call to end. */
  public synchronized boolean isEnding() {
    return ending;
  }

  /** Whether {@link #end} was called. */
  public synchronized boolean wasEnded() {
    return told;
  }

  /** Whether a signal from outside asked the call to end. */
  public synchronized boolean isInterrupted() {
    return interrupted;
  }

  synchronized void beginNoMore() {
    ending = true;
    interrupted = true;
  }

  void add(SignalRelay relay) {
    boolean late;
    synchronized (this) {
      relays.add(relay);
      late = told;
    }
    if (late) {
      relay.deliver("TERM");
    }
  }

  synchronized void remove(SignalRelay relay) {
    relays.remove(relay);
  }
}
