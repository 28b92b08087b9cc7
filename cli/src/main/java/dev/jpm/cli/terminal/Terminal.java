package dev.jpm.cli.terminal;

import dev.jpm.cli.Session;
import dev.jpm.config.OptionValue;
import dev.jpm.config.OptionValue.Text;
import dev.jpm.config.Settings;
import dev.jpm.model.error.Redacted;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a call writes. Results go to standard output, talk about them to standard error; a live
 * line (progress) is taken away before either is written and does not come back by itself. Safe for
 * use by many threads.
 */
public final class Terminal implements AutoCloseable {
  private static final int DEFAULT_WIDTH = 80;

  private final PrintStream out;
  private final PrintStream err;
  private final Palette outColors;
  private final Palette errColors;
  private final Level level;
  private final String heading;
  private final boolean live;
  private final boolean unicode;
  private final int width;
  private final List<Object> results = new ArrayList<>();
  private boolean lineShown;
  private boolean answersInJson;
  private boolean unread;

  private Terminal(Session session, Look look) {
    this.out = session.streams().out();
    this.err = session.streams().err();
    this.outColors = new Palette(look.outColor());
    this.errColors = new Palette(look.errColor());
    this.level = look.level();
    this.heading = look.heading();
    this.live = look.live();
    this.unicode = look.unicode();
    this.width = width(session.env());
  }

  private record Look(
      boolean outColor,
      boolean errColor,
      Level level,
      String heading,
      boolean live,
      boolean unicode) {}

  /** The terminal of a call with its settings. */
  public static Terminal of(Session session, Settings settings) {
    Session.Streams streams = session.streams();
    Level level = Level.of(settings.text("loglevel"));
    boolean dumb = "dumb".equals(session.env().get("TERM"));
    boolean live =
        settings.flag("progress")
            && streams.outIsTerminal()
            && streams.errIsTerminal()
            && !dumb
            && level != Level.SILENT;
    return new Terminal(
        session,
        new Look(
            isColored(settings, session.env(), streams.outIsTerminal()),
            isColored(settings, session.env(), streams.errIsTerminal()),
            level,
            settings.text("heading"),
            live,
            settings.flag("unicode")));
  }

  /** A terminal for what must be told before there are settings. */
  public static Terminal plain(Session session) {
    return new Terminal(session, new Look(false, false, Level.NOTICE, "jpm", false, false));
  }

  /** {@code --color} decides; then NO_COLOR and FORCE_COLOR; then whether it is a terminal. */
  private static boolean isColored(Settings settings, Map<String, String> env, boolean isTerminal) {
    OptionValue color = settings.value("color");
    if (color.equals(new Text("always"))) {
      return true;
    }
    if (!settings.flag("color")) {
      return false;
    }
    String force = env.getOrDefault("FORCE_COLOR", "");
    if (settings.isDefault("color") && !force.isEmpty()) {
      return !force.equals("0") && !force.equals("false");
    }
    return isTerminal;
  }

  private static int width(Map<String, String> env) {
    String columns = env.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{0,3}") ? Integer.parseInt(columns) : DEFAULT_WIDTH;
  }

  /** Colors for standard output. */
  public Palette onOut() {
    return outColors;
  }

  /** Colors for standard error. */
  public Palette onErr() {
    return errColors;
  }

  public Level level() {
    return level;
  }

  /** Whether nothing but results is wanted. */
  public boolean silent() {
    return level == Level.SILENT;
  }

  /** Whether a live line can be shown. */
  public boolean live() {
    return live;
  }

  public boolean unicode() {
    return unicode;
  }

  /** Columns of the terminal. */
  public int width() {
    return width;
  }

  /** Writes a result to standard output, with a line break after it. */
  public synchronized void line(String text) {
    print(text);
    out.print('\n');
    out.flush();
  }

  /** Writes a piece of a result; what others wrote in it cannot steer the terminal. */
  public synchronized void print(CharSequence piece) {
    clear();
    out.print(ControlCharacters.shown(piece.toString()));
  }

  /** Hands on a line that a script printed, to the stream that it printed it to, as it is. */
  synchronized void handOn(String line, boolean toErr) {
    clear();
    PrintStream stream = toErr ? err : out;
    stream.print(line);
    stream.print('\n');
    unread |= stream.checkError();
  }

  /** Whether somebody closed what a script's lines were handed on to. */
  public synchronized boolean isUnread() {
    return unread;
  }

  /**
   * Takes a result as JSON; what a call has of it goes to standard output at its end, as one
   * document.
   */
  public synchronized void json(Object value) {
    results.add(value);
  }

  /** The call answers in JSON though no setting says so; errors too. */
  public synchronized void answersInJson() {
    answersInJson = true;
  }

  synchronized boolean isAnsweringInJson() {
    return answersInJson;
  }

  /** Ends the JSON of a call that failed: writes {@code error} within what there is by then. */
  synchronized void jsonError(Object error) {
    line(JsonText.pretty(JsonResult.of(results, error)));
    results.clear();
  }

  /** Writes to standard error without any heading. */
  public synchronized void talk(String text) {
    clear();
    err.print(text);
    err.print('\n');
    err.flush();
  }

  /**
   * Tells something on standard error, every line begun by heading, level and title, as npm does.
   * Secrets are taken out.
   */
  public void log(Level lineLevel, String title, String text) {
    if (!level.shows(lineLevel)) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    String prefix = errColors.bold(heading) + " " + errColors.level(lineLevel);
    if (!title.isEmpty()) {
      prefix += " " + errColors.brightBlue(title);
    }
    for (String line : ControlCharacters.shown(Redacted.text(text)).split("\r?\n", -1)) {
      if (!lines.isEmpty()) {
        lines.append('\n');
      }
      lines.append(prefix);
      if (!line.isEmpty()) {
        lines.append(' ').append(line);
      }
    }
    talk(lines.toString());
  }

  /** Shows {@code text} as the live line in place of the one before it. */
  synchronized void show(String text) {
    err.print("\r\u001b[K" + text);
    err.flush();
    lineShown = true;
  }

  /** Takes the live line away, for instance before a script gets the terminal. */
  public synchronized void clear() {
    if (lineShown) {
      err.print("\r\u001b[K");
      err.flush();
      lineShown = false;
    }
  }

  @Override
  public synchronized void close() {
    if (!results.isEmpty()) {
      line(JsonText.pretty(JsonResult.of(results, null)));
      results.clear();
    }
    clear();
    out.flush();
    err.flush();
  }
}
