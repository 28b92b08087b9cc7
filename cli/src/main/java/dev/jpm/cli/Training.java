package dev.jpm.cli;

import dev.jpm.cli.Session.Streams;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the commands that matter one after the other in one process, so that the image's
 * ahead-of-time cache learns what they load. Only the image's build calls it.
 */
final class Training {
  private Training() {}

  /** Arguments: a project folder, the URL of a registry, a cache folder. */
  public static void main(String[] args) {
    Path project = Path.of(args[0]);
    Map<String, String> env = new HashMap<>(System.getenv());
    env.put("npm_config_registry", args[1]);
    env.put("npm_config_cache", args[2]);
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    List<List<String>> commands =
        List.of(
            List.of("install"),
            List.of("install"),
            List.of("ci"),
            List.of("ci", "--install-strategy=linked"),
            List.of("install", "--install-strategy=linked"),
            List.of("run"),
            List.of("ls"),
            List.of("--version"),
            List.of("config", "get", "registry"));
    for (List<String> command : commands) {
      Session session =
          new Session(
              "jpm",
              command,
              env,
              project,
              project,
              project.resolve("global"),
              false,
              new Streams(InputStream.nullInputStream(), nowhere, nowhere, false, false, false),
              InstantSource.system());
      int exitCode = new Cli(session).run();
      if (exitCode != 0) {
        throw new IllegalStateException(command + " ended with " + exitCode);
      }
    }
  }
}
