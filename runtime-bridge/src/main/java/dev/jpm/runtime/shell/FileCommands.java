package dev.jpm.runtime.shell;

import dev.jpm.fs.Folders;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code rm}, {@code mkdir}, {@code cp}, {@code mv}, {@code touch}. */
final class FileCommands {
  private FileCommands() {}

  /** Flags, one letter each, and the rest. */
  private record Asked(String flags, List<String> names, @Nullable String unknown) {
    static Asked of(List<String> arguments, String known) {
      StringBuilder flags = new StringBuilder();
      List<String> names = new ArrayList<>();
      boolean over = false;
      for (String argument : arguments) {
        if (over || !argument.startsWith("-") || argument.length() == 1) {
          names.add(argument);
        } else if (argument.equals("--")) {
          over = true;
        } else if (argument.substring(1).chars().allMatch(c -> known.indexOf(c) >= 0)) {
          flags.append(argument, 1, argument.length());
        } else {
          return new Asked("", List.of(), argument);
        }
      }
      return new Asked(flags.toString(), names, null);
    }

    boolean has(String letters) {
      return letters.chars().anyMatch(c -> flags.indexOf(c) >= 0);
    }
  }

  private interface Work {
    void on(String name) throws IOException;
  }

  private static int each(String command, List<String> names, Ends ends, Work work)
      throws IOException {
    int code = 0;
    for (String name : names) {
      try {
        work.on(name);
      } catch (IOException e) {
        Streams.say(ends.err(), command + ": " + Builtins.reason(e));
        code = 1;
      }
    }
    return code;
  }

  private static int missing(String command, Ends ends) throws IOException {
    Streams.say(ends.err(), command + ": missing operand");
    return 1;
  }

  static int rm(List<String> arguments, ShellState state, Ends ends) throws IOException {
    Asked asked = Asked.of(arguments, "rRf");
    if (asked.unknown() != null) {
      return Builtins.unknown("rm", asked.unknown(), ends);
    }
    if (asked.names().isEmpty() && !asked.has("f")) {
      return missing("rm", ends);
    }
    return each(
        "rm",
        asked.names(),
        ends,
        name -> {
          if (asked.has("f") && !isThere(name, state)) {
            return;
          }
          Path file = state.path(name);
          if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            removeFolder(file.normalize(), asked.has("rR"), state);
          } else {
            Files.delete(file);
          }
        });
  }

  private static void removeFolder(Path folder, boolean wanted, ShellState state)
      throws IOException {
    if (!wanted) {
      throw new IOException("cannot remove " + folder + ": Is a directory");
    }
    if (state.folder().startsWith(folder)) {
      throw new IOException("refusing to remove " + folder + ", in which the script stands");
    }
    try {
      Folders.remove(folder);
    } catch (JpmException e) {
      throw new IOException(e.sentence(), e);
    }
  }

  private static boolean isThere(String name, ShellState state) {
    try {
      return Files.exists(state.path(name), LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  static int mkdir(List<String> arguments, ShellState state, Ends ends) throws IOException {
    Asked asked = Asked.of(arguments, "p");
    if (asked.unknown() != null) {
      return Builtins.unknown("mkdir", asked.unknown(), ends);
    }
    if (asked.names().isEmpty()) {
      return missing("mkdir", ends);
    }
    return each(
        "mkdir",
        asked.names(),
        ends,
        name -> {
          if (asked.has("p")) {
            Files.createDirectories(state.path(name));
          } else {
            Files.createDirectory(state.path(name));
          }
        });
  }

  static int touch(List<String> arguments, ShellState state, Ends ends) throws IOException {
    Asked asked = Asked.of(arguments, "");
    if (asked.unknown() != null) {
      return Builtins.unknown("touch", asked.unknown(), ends);
    }
    return each(
        "touch",
        asked.names(),
        ends,
        name -> {
          Path file = state.path(name);
          if (Files.exists(file)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
          } else {
            Files.createFile(file);
          }
        });
  }

  static int cp(List<String> arguments, ShellState state, Ends ends) throws IOException {
    Asked asked = Asked.of(arguments, "rRfp");
    return toTarget(
        "cp",
        asked,
        state,
        ends,
        (from, to) -> {
          if (!Files.isDirectory(from)) {
            copyFile(from, to);
          } else if (asked.has("rR")) {
            copyFolder(from, to);
          } else {
            throw new IOException("-r not specified; omitting directory " + from);
          }
        });
  }

  static int mv(List<String> arguments, ShellState state, Ends ends) throws IOException {
    return toTarget(
        "mv",
        Asked.of(arguments, "f"),
        state,
        ends,
        (from, to) -> Files.move(from, to, StandardCopyOption.REPLACE_EXISTING));
  }

  private interface Transfer {
    void of(Path from, Path to) throws IOException;
  }

  private static int toTarget(
      String command, Asked asked, ShellState state, Ends ends, Transfer transfer)
      throws IOException {
    if (asked.unknown() != null) {
      return Builtins.unknown(command, asked.unknown(), ends);
    }
    if (asked.names().size() < 2) {
      return missing(command, ends);
    }
    Path target = state.path(asked.names().getLast());
    boolean into = Files.isDirectory(target);
    if (!into && asked.names().size() > 2) {
      Streams.say(ends.err(), command + ": target " + target + ": No such directory");
      return 1;
    }
    return each(
        command,
        asked.names().subList(0, asked.names().size() - 1),
        ends,
        name -> {
          Path from = state.path(name).normalize();
          transfer.of(from, into ? target.resolve(from.getFileName()) : target);
        });
  }

  private static void copyFile(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copyFolder(Path from, Path to) throws IOException {
    if (to.normalize().startsWith(from)) {
      throw new IOException("cannot copy " + from + " into itself");
    }
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(at)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file,
                to.resolve(from.relativize(file)),
                StandardCopyOption.REPLACE_EXISTING,
                LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
