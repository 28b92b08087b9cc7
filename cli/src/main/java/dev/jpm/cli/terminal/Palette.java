package dev.jpm.cli.terminal;

/** Colors for one stream; without them every text stays as it is. */
public record Palette(boolean on) {
  private String wrapped(String text, int begin, int end) {
    return on && !text.isEmpty() ? "\u001b[" + begin + "m" + text + "\u001b[" + end + "m" : text;
  }

  public String bold(String text) {
    return wrapped(text, 1, 22);
  }

  public String dim(String text) {
    return wrapped(text, 2, 22);
  }

  public String underline(String text) {
    return wrapped(text, 4, 24);
  }

  public String red(String text) {
    return wrapped(text, 31, 39);
  }

  public String green(String text) {
    return wrapped(text, 32, 39);
  }

  public String yellow(String text) {
    return wrapped(text, 33, 39);
  }

  public String blue(String text) {
    return wrapped(text, 34, 39);
  }

  public String magenta(String text) {
    return wrapped(text, 35, 39);
  }

  public String cyan(String text) {
    return wrapped(text, 36, 39);
  }

  String brightBlue(String text) {
    return wrapped(text, 94, 39);
  }

  String brightCyan(String text) {
    return wrapped(text, 96, 39);
  }

  String level(Level level) {
    String word = level.word();
    return switch (level) {
      case ERROR -> red(word);
      case WARN -> yellow(word);
      case NOTICE -> brightCyan(word);
      case HTTP -> green(word);
      case INFO -> cyan(word);
      case VERBOSE, SILLY -> blue(word);
      case SILENT -> word;
    };
  }
}
