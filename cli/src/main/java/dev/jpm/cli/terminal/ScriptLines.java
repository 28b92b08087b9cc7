package dev.jpm.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Shows what several scripts print at the same time, each line behind the name of its script: as it
 * comes, or, grouped, in one piece when the script has ended.
 */
public final class ScriptLines {
  private static final List<BiFunction<Palette, String, String>> COLORS =
      List.of(Palette::cyan, Palette::magenta, Palette::blue, Palette::green, Palette::yellow);

  private final Terminal terminal;
  private final boolean grouped;
  private final Runnable whenUnread;
  private int voices;
  private boolean toldUnread;

  /**
   * @param whenUnread called once when nobody reads any more, for which a script would die that had
   *     the stream for itself
   */
  public ScriptLines(Terminal terminal, boolean grouped, Runnable whenUnread) {
    this.terminal = terminal;
    this.grouped = grouped;
    this.whenUnread = whenUnread;
  }

  /** What one script says from now on. */
  public synchronized Voice of(String name) {
    return new Voice(name, COLORS.get(voices++ % COLORS.size()));
  }

  /** What a script says that nobody else speaks beside: its lines as they are. */
  public Voice alone() {
    return new Voice("", (_, name) -> name);
  }

  private record Line(String text, boolean toErr) {}

  /** One script. Safe for several threads. */
  public final class Voice {
    private final String name;
    private final BiFunction<Palette, String, String> color;
    private final List<Line> kept = new ArrayList<>();

    private Voice(String name, BiFunction<Palette, String, String> color) {
      this.name = name;
      this.color = color;
    }

    /** It starts a command. */
    public void starts(String command) {
      note("$ " + command);
    }

    /** It printed a line. */
    public void prints(String line, boolean toErr) {
      put(new Line(name.isEmpty() ? line : prefix(toErr) + ": " + line, toErr));
    }

    /** It has ended, in the words of {@code how}. */
    public void ends(String how) {
      note(": " + how);
      synchronized (ScriptLines.this) {
        kept.forEach(ScriptLines.this::show);
        kept.clear();
      }
    }

    /** What jpm itself says; nothing where it is to be silent. */
    private void note(String text) {
      if (terminal.silent()) {
        return;
      }
      if (name.isEmpty()) {
        terminal.talk(terminal.onErr().dim(text.startsWith(": ") ? text.substring(2) : text));
      } else {
        put(new Line(prefix(false) + terminal.onOut().dim(text), false));
      }
    }

    private String prefix(boolean toErr) {
      return color.apply(toErr ? terminal.onErr() : terminal.onOut(), name);
    }

    private void put(Line line) {
      synchronized (ScriptLines.this) {
        if (grouped) {
          kept.add(line);
        } else {
          show(line);
        }
      }
    }
  }

  private void show(Line line) {
    terminal.handOn(line.text(), line.toErr());
    if (terminal.isUnread() && !toldUnread) {
      toldUnread = true;
      whenUnread.run();
    }
  }
}
