package dev.jpm.dist;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The module that the image's Java has beside those of the JDK. */
record QuietModule(Path sources) {
  static final String NAME = "dev.jpm.quiet";

  /** Makes the module's folder {@code to}, for jlink. */
  void compile(Path to) throws IOException {
    String folder = to.toString();
    List<String> words =
        new ArrayList<>(List.of("-Xlint:all", "-Werror", "--class-path", folder, "-d", folder));
    files().forEach(file -> words.add(file.toString()));
    StringWriter said = new StringWriter();
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    PrintWriter writer = new PrintWriter(said);
    if (javac.run(writer, writer, words.toArray(String[]::new)) != 0) {
      throw new IOException("The module " + NAME + " cannot be compiled:\n" + said);
    }
  }

  /** Differs where the sources differ. */
  String mark() throws IOException {
    CRC32 sum = new CRC32();
    for (Path file : files()) {
      sum.update(Files.readString(file).getBytes(StandardCharsets.UTF_8));
    }
    return NAME + " " + Long.toHexString(sum.getValue());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
