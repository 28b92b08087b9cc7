package dev.jpm.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jpm.cli.Cli;
import dev.jpm.cli.Main;
import dev.jpm.cli.Session;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The program as a user has it: a home, a cache and a registry of its own, nothing of the machine's
 * settings. Runs in this process, or in one of its own.
 */
final class Jpm {
  private static final Pattern CODE = Pattern.compile("jpm error code (\\S+)");

  private final Path home;
  private final Map<String, String> environment = new TreeMap<>();
  private InputStream typed = InputStream.nullInputStream();

  private Jpm(Path home) {
    this.home = home;
    environment.put("HOME", home.toString());
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("npm_config_cache", home.resolve("cache").toString());
    environment.put("npm_config_globalconfig", home.resolve("no-global-npmrc").toString());
    environment.put("npm_config_audit", "false");
    environment.put("npm_config_fetch_retry_mintimeout", "1");
    environment.put("npm_config_fetch_retry_maxtimeout", "5");
  }

  /** A user whose home is {@code home} and who uses {@code registry}. */
  static Jpm with(Path home, MockRegistry registry) {
    return new Jpm(home).set("npm_config_registry", registry.url());
  }

  /** A user whose home is {@code home} and who has configured no registry. */
  static Jpm withDefaults(Path home) {
    return new Jpm(home);
  }

  /** Sets a variable of the environment. */
  Jpm set(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Has commands that ask something read {@code text}. */
  Jpm types(String text) {
    typed = new ByteArrayInputStream(text.getBytes(UTF_8));
    return this;
  }

  /** Takes a variable out of the environment. */
  Jpm unset(String name) {
    environment.remove(name);
    return this;
  }

  Path cache() {
    return home.resolve("cache");
  }

  /** Runs a command in the project's folder, in this process. */
  CommandResult run(TempProject project, String... arguments) {
    return run(project.folder(), List.of(arguments));
  }

  CommandResult run(Path folder, List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode;
    try (PrintStream stdout = new PrintStream(out, false, UTF_8);
        PrintStream stderr = new PrintStream(err, false, UTF_8)) {
      Session.Streams streams = new Session.Streams(typed, stdout, stderr, false, false, false);
      Session session =
          new Session(
              "jpm",
              arguments,
              environment,
              folder,
              home,
              home.resolve("global"),
              false,
              streams,
              InstantSource.system());
      exitCode = new Cli(session).run();
    }
    return new CommandResult(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** The code of the error that a command ended with; {@code ok} where it ended well. */
  static String codeOf(CommandResult result) {
    if (result.exitCode() == 0) {
      return "ok";
    }
    Matcher code = CODE.matcher(result.stderr());
    return code.find() ? code.group(1) : "";
  }

  /** What the user's processes see. */
  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  /** Starts a command in the project's folder in a process of its own. */
  SpawnedCommand spawn(TempProject project, String... arguments) {
    return spawnJava(project, Main.class.getName(), arguments);
  }

  /**
   * The same with another program.
   *
   * @param program a class, or the source of one
   */
  SpawnedCommand spawnJava(TempProject project, String program, String... arguments) {
    return SpawnedCommand.start(project.folder(), environment, javaCommand(program, arguments));
  }

  /** What starts jpm in a process of its own, for a shell to read. */
  static String shellWords() {
    return javaCommand(Main.class.getName()).stream()
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(" "));
  }

  private static List<String> javaCommand(String program, String... arguments) {
    List<String> command = new ArrayList<>(java());
    boolean own = program.equals(Main.class.getName());
    command.addAll(
        own ? KeptClasses.OPTIONS : List.of("-cp", System.getProperty("java.class.path")));
    command.add(program);
    Collections.addAll(command, arguments);
    return command;
  }

  /** What starts Java for programs that end soon. */
  static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC");
  }
}
