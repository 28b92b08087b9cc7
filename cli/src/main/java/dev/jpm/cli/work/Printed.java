package dev.jpm.cli.work;

import dev.jpm.cli.terminal.ScriptLines.Voice;
import java.util.function.BiConsumer;

/**
 * Hands on what a script prints and remembers it as text: a line for each of its lines, which
 * begins with {@code 1} for standard output or {@code 2} for standard error.
 */
final class Printed implements BiConsumer<String, Boolean> {
  private final Voice voice;
  private final StringBuilder text = new StringBuilder();

  Printed(Voice voice) {
    this.voice = voice;
  }

  @Override
  public synchronized void accept(String line, Boolean toErr) {
    text.append(toErr ? '2' : '1').append(line).append('\n');
    voice.prints(line, toErr);
  }

  synchronized String text() {
    return text.toString();
  }

  /** Prints what was remembered before. */
  static void replay(String text, Voice voice) {
    text.lines()
        .filter(line -> !line.isEmpty())
        .forEach(line -> voice.prints(line.substring(1), line.charAt(0) == '2'));
  }
}
