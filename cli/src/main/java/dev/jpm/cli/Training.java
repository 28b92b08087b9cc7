package dev.jpm.cli;

import dev.jpm.cli.Session.Streams;
import dev.jpm.fs.Folders;
import dev.jpm.runtime.SignalledEnd;
import java.io.ByteArrayOutputStream;
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
 * ahead-of-time caches learn what they load. Only the image's build calls it.
 */
final class Training {
  /** Between two commands: takes away what was installed. */
  private static final List<String> FRESH = List.of();

  /** Where an install left nothing to do. */
  private static final List<List<String>> RUN =
      List.of(
          List.of("run"),
          List.of("run", "hello"),
          List.of("run", "started"),
          List.of("test"),
          List.of("exec", "tool"),
          List.of("install"));

  /** Where a database answers: most of what installs load is not needed then. */
  private static final List<List<String>> AUDIT =
      List.of(
          List.of("audit", "--offline", "--advisories=advisories", "--audit-level=none"),
          List.of("audit", "--offline", "--advisories=advisories", "--audit-level=none"),
          List.of("audit", "--offline", "--advisories=advisories", "--audit-level=none", "--json"));

  private static final List<List<String>> INSTALL =
      List.of(
          List.of("install"),
          List.of("install"),
          List.of("ci"),
          FRESH,
          List.of("install"),
          FRESH,
          List.of("install"),
          List.of("install"),
          List.of("ci", "--install-strategy=linked"),
          List.of("install", "--install-strategy=linked"),
          FRESH,
          List.of("install", "--install-strategy=linked"),
          FRESH,
          List.of("install", "--install-strategy=linked"),
          List.of("install", "--install-strategy=map"),
          FRESH,
          List.of("install", "--install-strategy=map"),
          List.of("audit", "--audit-level=none"),
          List.of("run"),
          List.of("ls"),
          FRESH,
          List.of("install"),
          List.of("install"),
          List.of("config", "get", "registry"));

  private Training() {}

  /**
   * Arguments: which group of commands, a project folder with OSV records in {@code advisories} and
   * a project with workspaces in {@code many}, the URL of a registry, a cache folder that holds the
   * bundled runtime, the https URL of a registry with the same packages, its certificate.
   */
  public static void main(String[] args) {
    Main.main(new String[] {"--version"});
    Path project = Path.of(args[1]);
    Map<String, String> env = new HashMap<>(System.getenv());
    env.put("npm_config_registry", args[2]);
    env.put("npm_config_cache", args[3]);
    for (List<String> command : commands(args[0])) {
      if (command.isEmpty()) {
        Folders.remove(project.resolve("node_modules"));
      } else {
        run(command, project, env);
      }
    }
    if (!args[0].equals("audit")) {
      runAmongMany(args[0], project.resolve("many"), env);
    }
    if (args[0].equals("install")) {
      installFromAfar(project, env, args[4], args[5]);
    }
    SignalledEnd.of(0);
  }

  private static List<List<String>> commands(String group) {
    return switch (group) {
      case "run" -> RUN;
      case "audit" -> AUDIT;
      default -> INSTALL;
    };
  }

  /** As from a registry on the Internet, with nothing cached. */
  private static void installFromAfar(
      Path project, Map<String, String> env, String registry, String certificate) {
    Map<String, String> secure = new HashMap<>(env);
    secure.put("npm_config_registry", registry);
    secure.put("npm_config_cafile", certificate);
    secure.put("npm_config_cache", env.get("npm_config_cache") + "-secure");
    Folders.remove(project.resolve("node_modules"));
    run(List.of("install", "--no-package-lock"), project, secure);
    // What stands then is what the other groups find.
    Folders.remove(project.resolve("node_modules"));
    run(List.of("install"), project, env);
    run(List.of("install"), project, env);
  }

  /** The group that only runs something finds installed what the other one has installed. */
  private static void runAmongMany(String group, Path root, Map<String, String> env) {
    run(List.of("install"), root, env);
    run(List.of("install"), root, env);
    if (group.equals("run")) {
      run(List.of("run", "hello"), root.resolve("one"), env);
      run(List.of("run", "hello", "-ws"), root, env);
    }
  }

  private static void run(List<String> command, Path project, Map<String, String> env) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
    Session session =
        new Session(
            "jpm",
            command,
            env,
            project,
            project,
            project.resolve("global"),
            false,
            new Streams(InputStream.nullInputStream(), nowhere, err, false, false, false),
            InstantSource.system());
    int exitCode = new Cli(session).run();
    if (exitCode != 0) {
      throw new IllegalStateException(
          command + " ended with " + exitCode + ":\n" + said.toString(StandardCharsets.UTF_8));
    }
  }
}
