package dev.jpm.cli.terminal;

/** Keeps text from others from steering the terminal. */
final class ControlCharacters {
  private ControlCharacters() {}

  /** {@code text} with control characters as {@code ^X}; tabs, line breaks and colors stay. */
  static String shown(String text) {
    StringBuilder safe = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean harmless = !isControl(c) || isColor(text, i);
      if (!harmless && safe == null) {
        safe = new StringBuilder(text.length() + 8).append(text, 0, i);
      }
      if (safe != null) {
        if (harmless) {
          safe.append(c);
        } else {
          safe.append('^').append((char) (c <= 31 ? c + 64 : c - 64));
        }
      }
    }
    return safe == null ? text : safe.toString();
  }

  private static boolean isControl(char c) {
    return (c <= 31 && c != '\t' && c != '\n' && c != '\r') || (c >= 127 && c <= 159);
  }

  /** An escape sequence that only sets colors. */
  private static boolean isColor(String text, int at) {
    if (text.charAt(at) != '\u001b' || at + 1 >= text.length() || text.charAt(at + 1) != '[') {
      return false;
    }
    int i = at + 2;
    while (i < text.length() && (Character.isDigit(text.charAt(i)) || text.charAt(i) == ';')) {
      i++;
    }
    return i < text.length() && text.charAt(i) == 'm';
  }
}
