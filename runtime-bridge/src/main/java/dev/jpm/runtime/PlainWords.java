package dev.jpm.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the text of a script apart where a POSIX shell would do nothing else with it: words and
 * quotes, a program that is no part of the shell. Pure.
 */
final class PlainWords {
  /** What every shell has itself, and what its grammar reserves. */
  private static final Set<String> OF_SHELL =
      Set.of(
          (". : [ alias bg break case cd chdir command continue do done echo elif else esac eval exec"
                  + " exit export false fc fg fi for function getopts hash if in jobs kill let local"
                  + " printf pwd read readonly return select set shift source test then time times"
                  + " trap true type typeset ulimit umask unalias unset until wait while { } !")
              .split(" ", -1));

  private final String text;
  private final List<String> words = new ArrayList<>();
  private int at;

  private PlainWords(String text) {
    this.text = text;
  }

  /** The words of {@code script}; empty where a shell has more to do. */
  static Optional<List<String>> of(String script) {
    PlainWords plain = new PlainWords(script);
    return plain.read() && plain.beginsWithProgram()
        ? Optional.of(List.copyOf(plain.words))
        : Optional.empty();
  }

  private boolean beginsWithProgram() {
    return !words.isEmpty()
        && !words.getFirst().isEmpty()
        && words.getFirst().indexOf('=') < 0
        && !OF_SHELL.contains(words.getFirst());
  }

  private boolean read() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t') {
        at++;
      } else if (!word()) {
        return false;
      }
    }
    return true;
  }

  /** Reads a word; false where it holds what only a shell understands. */
  private boolean word() {
    StringBuilder word = new StringBuilder();
    while (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '\t') {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        int close = text.indexOf(c, at + 1);
        String inner = close < 0 ? "$" : text.substring(at + 1, close);
        if (c == '"' && inner.chars().anyMatch(x -> x == '$' || x == '`' || x == '\\')) {
          return false;
        }
        if (close < 0) {
          return false;
        }
        word.append(inner);
        at = close + 1;
      } else if (isPlain(c)) {
        word.append(c);
        at++;
      } else {
        return false;
      }
    }
    words.add(word.toString());
    return true;
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "_@%+=:,./-".indexOf(c) >= 0;
  }
}
