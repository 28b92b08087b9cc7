package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.config.Origin.Layer;
import dev.jpm.config.Settings;
import dev.jpm.runtime.task.ScriptNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the words of {@code run} say: as npm reads them, one script and its arguments; with {@code
 * --parallel} or {@code --sequential}, scripts up to two dashes and arguments for all of them.
 *
 * @param scripts names or patterns of scripts, at least one
 * @param arguments for each of them
 */
record RunWords(List<String> scripts, List<String> arguments) {
  RunWords {
    scripts = List.copyOf(scripts);
    arguments = List.copyOf(arguments);
  }

  /**
   * Reads the words of {@code call}, of which there must be one unless {@code event} names the
   * script.
   */
  static RunWords of(Invocation call, @Nullable String event) {
    List<String> words = call.words();
    if (event != null) {
      return new RunWords(List.of(event), words);
    }
    if (!isParallel(call.settings()) && !call.settings().flag("sequential")) {
      return new RunWords(List.of(words.getFirst()), words.subList(1, words.size()));
    }
    int names = words.size() - afterDashes(call.session().args());
    if (names < 1) {
      throw call.usage("Name the scripts to run before the two dashes");
    }
    return new RunWords(words.subList(0, names), words.subList(names, words.size()));
  }

  /** {@code -p} is npm's short form of parseable, which says nothing where scripts are run. */
  static boolean isParallel(Settings settings) {
    return settings.flag("parallel")
        || (settings.layer(Layer.CLI).containsKey("parseable") && settings.flag("parseable"));
  }

  /** Whether the words say something that npm has not. */
  boolean areMore() {
    return scripts.size() > 1 || ScriptNames.isPattern(scripts.getFirst());
  }

  private static int afterDashes(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      if (args.get(i).matches("--+")) {
        return args.size() - i - 1;
      }
    }
    return 0;
  }
}
