package dev.jpm.runtime.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The commands that the shell has itself. */
final class Builtins {
  private static final int MISUSE = 2;
  private static final String ECHOED = "\007\b\f\n\r\t\013\\";

  /** One of them. */
  private interface Command {
    int run(List<String> arguments, ShellState state, Ends ends)
        throws IOException, InterruptedException;
  }

  private static final Map<String, Command> ALL =
      Map.ofEntries(
          Map.entry(":", (arguments, state, ends) -> 0),
          Map.entry("true", (arguments, state, ends) -> 0),
          Map.entry("false", (arguments, state, ends) -> 1),
          Map.entry("echo", Builtins::echo),
          Map.entry("cat", Builtins::cat),
          Map.entry("pwd", Builtins::pwd),
          Map.entry("cd", Builtins::cd),
          Map.entry("export", Builtins::export),
          Map.entry("unset", Builtins::unset),
          Map.entry("exit", Builtins::exit),
          Map.entry("sleep", Builtins::sleep),
          Map.entry("test", Conditions::test),
          Map.entry("[", Conditions::brackets),
          Map.entry("rm", FileCommands::rm),
          Map.entry("mkdir", FileCommands::mkdir),
          Map.entry("cp", FileCommands::cp),
          Map.entry("mv", FileCommands::mv),
          Map.entry("touch", FileCommands::touch));

  private Builtins() {}

  static boolean has(String name) {
    return ALL.containsKey(name);
  }

  static int run(List<String> words, ShellState state, Ends ends)
      throws IOException, InterruptedException {
    Command command = ALL.get(words.getFirst());
    if (command == null) {
      throw new IllegalArgumentException(words.getFirst());
    }
    return command.run(words.subList(1, words.size()), state, ends);
  }

  /** Why a file cannot be used, in a shell's words. */
  static String reason(IOException e) {
    String why =
        switch (e) {
          case NoSuchFileException _ -> "No such file or directory";
          case FileAlreadyExistsException _ -> "File exists";
          case AccessDeniedException _ -> "Permission denied";
          case NotDirectoryException _ -> "Not a directory";
          case DirectoryNotEmptyException _ -> "Directory not empty";
          default -> String.valueOf(e.getMessage());
        };
    return e instanceof FileSystemException about && about.getFile() != null
        ? about.getFile() + ": " + why
        : why;
  }

  /** Tells that a flag is not known here. */
  static int unknown(String command, String flag, Ends ends) throws IOException {
    Streams.say(ends.err(), command + ": the shell of jpm does not know " + flag);
    return MISUSE;
  }

  private static int echo(List<String> arguments, ShellState state, Ends ends) throws IOException {
    boolean silent = !arguments.isEmpty() && arguments.getFirst().equals("-n");
    String text = String.join(" ", silent ? arguments.subList(1, arguments.size()) : arguments);
    String shown = unescaped(text + (silent ? "" : "\n"));
    Streams.write(ends.out(), shown.getBytes(StandardCharsets.UTF_8));
    return 0;
  }

  /** As POSIX has it for echo, but for codes in digits; {@code \c} leaves out all after it. */
  private static String unescaped(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      int known =
          text.charAt(i) == '\\' && i + 1 < text.length()
              ? "abfnrtv\\c".indexOf(text.charAt(i + 1))
              : -1;
      if (known < 0) {
        shown.append(text.charAt(i));
      } else if (known == ECHOED.length()) {
        return shown.toString();
      } else {
        shown.append(ECHOED.charAt(known));
        i++;
      }
    }
    return shown.toString();
  }

  private static int cat(List<String> arguments, ShellState state, Ends ends) throws IOException {
    int code = 0;
    for (String name : arguments.isEmpty() ? List.of("-") : arguments) {
      if (name.startsWith("-") && name.length() > 1) {
        return unknown("cat", name, ends);
      }
      try (InputStream in = name.equals("-") ? null : Files.newInputStream(state.path(name))) {
        Streams.write(ends.out(), (in == null ? Streams.open(ends.in()) : in).readAllBytes());
      } catch (IOException e) {
        Streams.say(ends.err(), "cat: " + reason(e));
        code = 1;
      }
    }
    return code;
  }

  private static int pwd(List<String> arguments, ShellState state, Ends ends) throws IOException {
    Streams.write(ends.out(), (state.folder() + "\n").getBytes(StandardCharsets.UTF_8));
    return 0;
  }

  private static int cd(List<String> arguments, ShellState state, Ends ends) throws IOException {
    String home = state.home();
    String name = arguments.isEmpty() ? (home == null ? "." : home) : arguments.getFirst();
    if (name.startsWith("-")) {
      return unknown("cd", name, ends);
    }
    Path folder = state.path(name).normalize();
    if (!Files.isDirectory(folder)) {
      Streams.say(ends.err(), "cd: can't cd to " + name);
      return MISUSE;
    }
    state.enter(folder);
    return 0;
  }

  private static int export(List<String> arguments, ShellState state, Ends ends)
      throws IOException {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        return unknown("export", argument, ends);
      }
      String old = state.get(name);
      if (equals >= 0) {
        state.export(name, argument.substring(equals + 1));
      } else if (old != null) {
        state.export(name, old);
      }
    }
    return 0;
  }

  private static int unset(List<String> arguments, ShellState state, Ends ends) {
    arguments.forEach(state::unset);
    return 0;
  }

  private static int exit(List<String> arguments, ShellState state, Ends ends) throws IOException {
    String code = arguments.isEmpty() ? Integer.toString(state.lastCode()) : arguments.getFirst();
    if (!code.matches("\\d{1,3}")) {
      Streams.say(ends.err(), "exit: Illegal number: " + code);
      state.exit(MISUSE);
    } else {
      state.exit(Integer.parseInt(code) & 0xff);
    }
    return state.lastCode();
  }

  private static int sleep(List<String> arguments, ShellState state, Ends ends)
      throws IOException, InterruptedException {
    String time = arguments.isEmpty() ? "" : arguments.getFirst();
    if (arguments.size() != 1 || !time.matches("\\d+(\\.\\d+)?|\\.\\d+")) {
      return unknown("sleep", String.join(" ", arguments), ends);
    }
    state.rest(Math.round(Double.parseDouble(time) * 1000));
    return 0;
  }
}
