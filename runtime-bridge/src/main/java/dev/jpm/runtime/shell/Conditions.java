package dev.jpm.runtime.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** {@code test} and {@code [}. */
final class Conditions {
  private static final int MISUSE = 2;

  private Conditions() {}

  static int brackets(List<String> arguments, ShellState state, Ends ends) throws IOException {
    if (arguments.isEmpty() || !arguments.getLast().equals("]")) {
      Streams.say(ends.err(), "[: missing ]");
      return MISUSE;
    }
    return test(arguments.subList(0, arguments.size() - 1), state, ends);
  }

  static int test(List<String> arguments, ShellState state, Ends ends) throws IOException {
    if (arguments.size() > 1 && arguments.size() != 3 && arguments.getFirst().equals("!")) {
      int code = test(arguments.subList(1, arguments.size()), state, ends);
      return code > 1 ? code : 1 - code;
    }
    try {
      return switch (arguments.size()) {
        case 0 -> 1;
        case 1 -> code(!arguments.getFirst().isEmpty());
        case 2 -> code(one(arguments.get(0), arguments.get(1), state));
        case 3 ->
            arguments.getFirst().equals("!")
                ? 1 - test(arguments.subList(1, 3), state, ends)
                : code(two(arguments.get(0), arguments.get(1), arguments.get(2)));
        default -> throw new IllegalArgumentException(String.join(" ", arguments));
      };
    } catch (NumberFormatException e) {
      Streams.say(ends.err(), "test: Illegal number in " + String.join(" ", arguments));
      return MISUSE;
    } catch (IllegalArgumentException e) {
      return Builtins.unknown("test", String.valueOf(e.getMessage()), ends);
    }
  }

  private static int code(boolean holds) {
    return holds ? 0 : 1;
  }

  private static boolean one(String operator, String text, ShellState state) throws IOException {
    Path file = state.path(text);
    return switch (operator) {
      case "-n" -> !text.isEmpty();
      case "-z" -> text.isEmpty();
      case "-e" -> Files.exists(file);
      case "-f" -> Files.isRegularFile(file);
      case "-d" -> Files.isDirectory(file);
      case "-s" -> Files.exists(file) && Files.size(file) > 0;
      case "-r" -> Files.isReadable(file);
      case "-w" -> Files.isWritable(file);
      case "-x" -> Files.isExecutable(file);
      case "-L", "-h" ->
          Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.isSymbolicLink(file);
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static boolean two(String left, String operator, String right) {
    return switch (operator) {
      case "=" -> left.equals(right);
      case "!=" -> !left.equals(right);
      case "-eq" -> number(left) == number(right);
      case "-ne" -> number(left) != number(right);
      case "-lt" -> number(left) < number(right);
      case "-le" -> number(left) <= number(right);
      case "-gt" -> number(left) > number(right);
      case "-ge" -> number(left) >= number(right);
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static long number(String text) {
    return Long.parseLong(text.strip());
  }
}
