package dev.jpm.linker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What lies on disk for one command: a link, or on Windows three shims. */
final class Bin {
  private static final int SHEBANG_READ = 2048;

  /** How a shim names the file that it starts; npm's shims end the same way. */
  private static final Pattern NAMED_BY_SHELL =
      Pattern.compile("\"\\$basedir/([^\"]+?)\"\\s+(?:\"\\$@\"|\\$args)");

  private static final Pattern NAMED_BY_BATCH =
      Pattern.compile("\"%(?:~dp0|dp0%)\\\\([^\"]+?)\"\\s+%\\*");

  private Bin() {}

  /** The files that stand for the command at {@code path}. */
  static Path[] files(Path path, boolean windows) {
    return windows
        ? new Path[] {path, withExtension(path, ".cmd"), withExtension(path, ".ps1")}
        : new Path[] {path};
  }

  static Path withExtension(Path path, String extension) {
    return path.resolveSibling(path.getFileName() + extension);
  }

  /**
   * The file that a link or shim starts, normalized and not resolved further; empty where it is
   * neither, or where nothing is.
   */
  static Optional<Path> targetOf(Path file, boolean windows) {
    try {
      if (Files.isSymbolicLink(file)) {
        return Optional.of(file.resolveSibling(Files.readSymbolicLink(file)).normalize());
      }
      return windows ? targetOfShim(file) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> targetOfShim(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    Pattern named = file.toString().endsWith(".cmd") ? NAMED_BY_BATCH : NAMED_BY_SHELL;
    Matcher found = named.matcher(text);
    return found.find()
        ? Optional.of(file.resolveSibling(found.group(1).replace('\\', '/')).normalize())
        : Optional.empty();
  }

  /** The shebang of the script at {@code file}, or null where it has none. */
  static @Nullable Shebang shebangOf(Path file) {
    return Shebang.in(new String(head(file), StandardCharsets.UTF_8));
  }

  /**
   * The content of {@code file} with a line feed after its shebang where there were a carriage
   * return and a line feed (which no POSIX kernel accepts); null where nothing is wrong.
   */
  static byte @Nullable [] withUnixShebang(Path file) throws IOException {
    int end = endOfWindowsShebang(head(file));
    if (end < 0) {
      return null;
    }
    byte[] content = Files.readAllBytes(file);
    if (endOfWindowsShebang(content) != end) {
      return null;
    }
    byte[] fixed = Arrays.copyOf(content, content.length - 1);
    System.arraycopy(content, end + 1, fixed, end, content.length - end - 1);
    return fixed;
  }

  /** Whether the first line of {@code file} is one that the system understands. */
  static boolean isRunnable(Path file) {
    return endOfWindowsShebang(head(file)) < 0;
  }

  /** Where the carriage return stands that ends a shebang line, or -1. */
  private static int endOfWindowsShebang(byte[] content) {
    if (content.length < 4 || content[0] != '#' || content[1] != '!') {
      return -1;
    }
    int at = 2;
    while (at < content.length && content[at] != '\n') {
      at++;
    }
    return at < content.length && at > 3 && content[at - 1] == '\r' ? at - 1 : -1;
  }

  private static byte[] head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(SHEBANG_READ);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
