package dev.jpm.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A program called node that tells its version and its arguments, and runs nothing. */
final class StandInNode {
  private StandInNode() {}

  /** Writes the program into {@code bin}, a folder that is made, for a PATH to begin with. */
  static Path in(Path bin) throws IOException {
    Files.createDirectories(bin);
    Path node =
        Files.writeString(
            bin.resolve("node"),
            """
            #!/bin/sh
            case "$1" in
              --version|-v) echo v26.10.0 ;;
              -p) echo '{"version":"v26.10.0","platform":"linux","arch":"x64"}' ;;
              *) echo "node $*" ;;
            esac
            """);
    Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rwxr-xr-x"));
    return bin;
  }
}
