package dev.jpm.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What programs load of this machine's system, as its own loader tells it. */
final class SharedLibraries {
  private static final Pattern LIBRARY = Pattern.compile("(?m)(?:=>\\s+|^\\s+)(/\\S+)\\s+\\(0x");

  private static final Pattern MISSING = Pattern.compile("(\\S+) => not found");

  /** The C library opens these by name, where it does not have them inside. */
  private static final List<String> NAME_SERVICES = List.of("libnss_files.so.2", "libnss_dns.so.2");

  private SharedLibraries() {}

  /** Whether {@code file} is a library or program of the system. */
  static boolean mayNeedSome(Path file) {
    return Files.isRegularFile(file)
        && (file.toString().endsWith(".so") || file.endsWith("bin/java"));
  }

  /** What {@code programs} load that is none of them, by where it lies. */
  static NavigableSet<Path> of(List<Path> programs) throws IOException, InterruptedException {
    NavigableSet<Path> all = new TreeSet<>();
    for (Path program : programs) {
      String told = ldd(program);
      Matcher missing = MISSING.matcher(told);
      while (missing.find()) {
        // Java opens its own in the order in which they need each other.
        String name = missing.group(1);
        if (programs.stream().noneMatch(other -> other.endsWith(name))) {
          throw new IOException(program + " needs " + name + ", which this machine does not have");
        }
      }
      Matcher libraries = LIBRARY.matcher(told);
      while (libraries.find()) {
        all.add(Path.of(libraries.group(1)).normalize());
      }
    }
    all.removeAll(programs);
    for (Path library : List.copyOf(all)) {
      if (library.endsWith("libc.so.6")) {
        NAME_SERVICES.stream().map(library::resolveSibling).filter(Files::exists).forEach(all::add);
      }
    }
    return all;
  }

  private static String ldd(Path program) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("ldd", program.toString()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("Cannot tell what " + program + " loads: " + output.strip());
    }
    return output;
  }
}
