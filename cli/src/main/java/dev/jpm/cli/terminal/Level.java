package dev.jpm.cli.terminal;

import java.util.Locale;

/** How important a line is, npm's {@code loglevel}: each level shows itself and those before it. */
public enum Level {
  SILENT,
  ERROR,
  WARN,
  NOTICE,
  HTTP,
  INFO,
  VERBOSE,
  SILLY;

  /** The level that a setting names; {@link #NOTICE} where it names none. */
  public static Level of(String text) {
    for (Level level : values()) {
      if (level.word().equals(text)) {
        return level;
      }
    }
    return NOTICE;
  }

  /** As npm writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a line of {@code other} is shown at this level. */
  public boolean shows(Level other) {
    return other != SILENT && other.compareTo(this) <= 0;
  }
}
