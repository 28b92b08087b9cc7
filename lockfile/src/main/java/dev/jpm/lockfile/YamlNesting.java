package dev.jpm.lockfile;

import java.util.OptionalInt;

/**
 * Looks whether a text opens more brackets than any YAML lockfile, before a parser does, whose time
 * grows with the square of their depth.
 */
public final class YamlNesting {
  /** pnpm's lockfile is five levels deep; brackets within texts count here as well. */
  private static final int DEEPEST = 1_000;

  private YamlNesting() {}

  /** The line, from 1 on, in which {@code text} becomes deeper than is read; empty for none. */
  public static OptionalInt tooDeepAt(String text) {
    int depth = 0;
    int line = 1;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '[', '{' -> depth++;
        case ']', '}' -> depth = Math.max(0, depth - 1);
        case '\n' -> line++;
        default -> {}
      }
      if (depth > DEEPEST) {
        return OptionalInt.of(line);
      }
    }
    return OptionalInt.empty();
  }
}
