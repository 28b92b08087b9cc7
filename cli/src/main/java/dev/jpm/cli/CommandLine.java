package dev.jpm.cli;

import dev.jpm.config.Option;
import dev.jpm.config.OptionTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The words of a call as {@code jpm} would be given them. Called as {@code jpx}, everything after
 * the first word that is no flag belongs to the command that is run; so does everything after
 * {@code jpm node}.
 */
final class CommandLine {
  /** Flags with a value that no setting of their name tells. */
  private static final Set<String> VALUED =
      Set.of("package", "p", "cache", "userconfig", "call", "c");

  private CommandLine() {}

  static List<String> of(Session session) {
    if (!session.program().equals("jpx") && !session.program().equals("npx")) {
      return ofNode(session.args());
    }
    List<String> words = new ArrayList<>();
    words.add("exec");
    words.addAll(separated(new ArrayList<>(session.args())));
    return words;
  }

  /** What follows {@code jpm node} is Node.js's, flags as well. */
  private static List<String> ofNode(List<String> args) {
    if (!args.contains("node")) {
      return args;
    }
    List<String> separated = separated(new ArrayList<>(args));
    int dashes = separated.indexOf("--");
    boolean isNode = dashes + 1 < separated.size() && separated.get(dashes + 1).equals("node");
    if (!isNode || separated.size() == args.size()) {
      return args;
    }
    Collections.swap(separated, dashes, dashes + 1);
    return separated;
  }

  private static List<String> separated(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (arg.equals("--")) {
        return args;
      }
      if (!arg.startsWith("-")) {
        args.add(i, "--");
        return args;
      }
      String renamed = renamed(arg);
      args.set(i, renamed);
      boolean nextIsFlag = i + 1 < args.size() && args.get(i + 1).startsWith("-");
      String name = renamed.replaceFirst("^-+", "");
      if (name.indexOf('=') < 0 && !isSwitch(name) && (VALUED.contains(name) || !nextIsFlag)) {
        i++;
      }
    }
    return args;
  }

  private static String renamed(String arg) {
    String name = arg.replaceFirst("^-+", "");
    int equals = name.indexOf('=');
    String key = equals < 0 ? name : name.substring(0, equals);
    String value = equals < 0 ? "" : name.substring(equals);
    return switch (key) {
      case "p" -> "--package" + value;
      case "shell" -> "--script-shell" + value;
      case "no-install" -> "--yes=false";
      default -> arg;
    };
  }

  private static boolean isSwitch(String name) {
    List<String> stands = OptionTable.shortForms().get(name);
    if (OptionTable.find(name) == null && stands != null) {
      return stands.size() > 1 || isSwitch(stands.getFirst().substring(2));
    }
    if (name.startsWith("no-")) {
      return true;
    }
    Option option = OptionTable.find(name);
    return option != null && option.flag();
  }
}
