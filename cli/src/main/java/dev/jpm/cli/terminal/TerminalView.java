package dev.jpm.cli.terminal;

import dev.jpm.model.event.Event;
import dev.jpm.model.event.Reporter;
import java.time.InstantSource;

/**
 * Shows events: warnings and notices as lines, the rest as one live line that is redrawn at most
 * every {@value #PAUSE_MILLIS} ms and not at all for work that is over at once.
 */
public final class TerminalView implements Reporter, AutoCloseable {
  static final long PAUSE_MILLIS = 100;
  static final long PATIENCE_MILLIS = 200;
  private static final String[] DOTS = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
  private static final String[] LINES = {"-", "\\", "|", "/"};

  private final Terminal terminal;
  private final InstantSource clock;
  private TerminalState state = TerminalState.START;
  private long lastDrawn;
  private int frame;
  private boolean closed;

  public TerminalView(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
    this.lastDrawn = clock.millis() + PATIENCE_MILLIS - PAUSE_MILLIS;
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Warning warning -> terminal.log(Level.WARN, warning.code(), warning.text());
      case Event.Notice notice -> terminal.log(Level.NOTICE, "", notice.text());
      case Event.RequestRetried retry ->
          terminal.log(
              Level.HTTP,
              "fetch",
              retry.url()
                  + " attempt "
                  + retry.attempt()
                  + "/"
                  + retry.attempts()
                  + " failed: "
                  + retry.reason());
      case Event.ScriptStarted script -> script(script);
      case Event.ScriptOutput output ->
          terminal.log(Level.INFO, output.id(), output.event() + ": " + output.line());
      case Event.PhaseStarted _, Event.PhaseEnded _ -> {}
      case Event.PackumentStarted _, Event.PackumentEnded _ -> {}
      case Event.TarballStarted _, Event.TarballProgress _, Event.TarballEnded _ -> {}
      case Event.FoundInStore _, Event.LinkProgress _, Event.ScriptEnded _ -> {}
    }
    if (terminal.live()) {
      draw(event);
    }
  }

  private void script(Event.ScriptStarted script) {
    terminal.log(Level.INFO, "run", script.id() + " " + script.event() + " " + script.location());
  }

  private synchronized void draw(Event event) {
    state = state.fold(event);
    long now = clock.millis();
    if (closed || now - lastDrawn < PAUSE_MILLIS) {
      return;
    }
    String line = state.line(terminal.width() - 3);
    if (line.isEmpty()) {
      return;
    }
    lastDrawn = now;
    String[] frames = terminal.unicode() ? DOTS : LINES;
    frame = (frame + 1) % frames.length;
    terminal.show(frames[frame] + " " + line);
  }

  /** Takes the live line away for good. */
  @Override
  public synchronized void close() {
    closed = true;
    terminal.clear();
  }
}
