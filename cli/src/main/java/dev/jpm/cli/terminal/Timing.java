package dev.jpm.cli.terminal;

import dev.jpm.config.Settings;
import dev.jpm.model.event.Reporter;
import java.time.Duration;

/**
 * The setting {@code timing}: a table on standard error, at the end of a command, that says where
 * the time went.
 */
public final class Timing {
  private final Terminal terminal;
  private final boolean wanted;
  private final TimingTable table = new TimingTable();
  private final long begun = System.nanoTime();

  private Timing(Terminal terminal, boolean wanted) {
    this.terminal = terminal;
    this.wanted = wanted;
  }

  public static Timing of(Terminal terminal, Settings settings) {
    return new Timing(terminal, settings.flag("timing") && !terminal.silent());
  }

  /** Hears what {@code other} hears, where that is wanted. */
  public Reporter before(Reporter other) {
    return wanted
        ? event -> {
          table.on(event);
          other.on(event);
        }
        : other;
  }

  /** Tells it; nothing where it is not wanted. */
  public void tell() {
    if (wanted) {
      Duration total = Duration.ofNanos(System.nanoTime() - begun);
      terminal.talk(String.join("\n", table.lines(total)));
    }
  }
}
