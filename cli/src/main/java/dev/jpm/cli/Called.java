package dev.jpm.cli;

import dev.jpm.runtime.Launcher;
import java.util.List;

/**
 * Under which name the program was called: {@code jpm}, {@code jpx}, or {@code npm} and {@code npx}
 * by the shims that scripts find. The launcher and the shims tell it by the first argument.
 */
record Called(String program, List<String> args) {

  static Called of(List<String> args) {
    if (args.isEmpty()) {
      return new Called("jpm", args);
    }
    String first = args.getFirst();
    List<String> rest = args.subList(1, args.size());
    if (first.equals("jpx")) {
      return new Called("jpx", rest);
    }
    return first.startsWith(Launcher.INVOKED_AS)
        ? new Called(first.substring(Launcher.INVOKED_AS.length()), rest)
        : new Called("jpm", args);
  }
}
