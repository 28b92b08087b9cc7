package dev.jpm.cli;

import dev.jpm.config.Option;
import dev.jpm.config.OptionTable;
import dev.jpm.model.Closeness;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The error for flags that no setting has. */
final class UnknownFlag {
  private UnknownFlag() {}

  /** {@code command} is the name of the command, or empty. */
  static JpmException error(List<String> flags, String command) {
    String named = String.join(", ", flags);
    JpmException error =
        JpmException.of(
            ErrorCode.EUSAGE, (flags.size() > 1 ? "Unknown flags: " : "Unknown flag: ") + named);
    for (String flag : flags) {
      Optional<String> meant = meant(flag);
      if (meant.isPresent()) {
        error = error.withHint("Did you mean " + meant.get() + "?");
      }
    }
    return switch (command) {
      case "run", "start", "stop", "test", "restart", "exec" ->
          error.withHint(
              "To pass it on, put it after two dashes: jpm "
                  + command
                  + " … -- "
                  + flags.getFirst());
      case "" -> error.withHint("To see the flags of a command, run: jpm <command> --help");
      default ->
          error.withHint("To see the flags of this command, run: jpm " + command + " --help");
    };
  }

  private static Optional<String> meant(String flag) {
    String name = flag.replaceFirst("^-+", "");
    boolean negated = name.startsWith("no-");
    List<String> names = new ArrayList<>(OptionTable.all().stream().map(Option::name).toList());
    OptionTable.shortForms().keySet().stream().filter(s -> s.length() > 1).forEach(names::add);
    return Closeness.nearest(negated ? name.substring(3) : name, names, 1).stream()
        .findFirst()
        .map(found -> "--" + (negated ? "no-" : "") + found);
  }
}
