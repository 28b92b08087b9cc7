package dev.jpm.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The npm that is installed on this machine, asked what it does: many commands in one process of
 * Node.js, which is started anew where a command crashed it or never ended.
 */
public final class NpmOracle implements AutoCloseable {
  /** So much of a processor one command may take: a busy machine is not npm's fault. */
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  /** In seconds, counted one by one, so that a halt is none: npm may wait for what never comes. */
  private static final int LIMIT = 300;

  private static final String GONE = "gone";

  /** How a command ended. */
  public sealed interface Answer {
    /** npm did what it was asked. */
    record Succeeded() implements Answer {}

    /** npm gave an error that has a code. */
    record Failed(String code, String message) implements Answer {}

    /** npm has a bug here: something was thrown that is not meant for people, or it never ended. */
    record Broke(String how) implements Answer {}
  }

  private final Path scratch;
  private final Path npm;
  private final Path node;
  private @Nullable Running running;

  /** One process of Node.js and what it has answered; {@link #GONE} when it is no more. */
  private record Running(Process process, BlockingQueue<String> lines) {}

  private NpmOracle(Path scratch, Path node, Path npm) {
    this.scratch = scratch;
    this.node = node;
    this.npm = npm;
  }

  /**
   * The npm and Node.js found on {@code path}.
   *
   * @param scratch a folder for what npm keeps
   * @throws IllegalStateException where there are none
   */
  public static NpmOracle onPath(String path, Path scratch) {
    Path node = null;
    Path npm = null;
    for (String folder : path.split(":", -1)) {
      Path here = Path.of(folder);
      if (node == null && Files.isExecutable(here.resolve("node"))) {
        node = here.resolve("node");
      }
      if (npm == null && Files.isExecutable(here.resolve("npm"))) {
        npm = folderOf(here.resolve("npm"));
      }
    }
    if (node == null || npm == null) {
      throw new IllegalStateException("npm and node must be on PATH: " + path);
    }
    return new NpmOracle(scratch, node, npm);
  }

  /** {@code npm} is a link to {@code bin/npm-cli.js} in npm's folder. */
  private static Path folderOf(Path npm) {
    try {
      return npm.toRealPath().resolve("../..").normalize();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs one command in {@code folder}. */
  public Answer run(Path folder, List<String> arguments, Map<String, String> environment)
      throws InterruptedException {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("folder", folder.toString());
    arguments.forEach(request.putArray("arguments")::add);
    environment.forEach(request.putObject("environment")::put);
    String line = ask(request.toString());
    if (line == null || line.equals(GONE)) {
      stop();
      return new Answer.Broke(line == null ? "npm never ends" : "npm took its process down");
    }
    JsonNode answer = Json.parse(line);
    if (answer.path("code").isNull()) {
      return new Answer.Succeeded();
    }
    String code = answer.path("code").asString();
    String message = answer.path("message").asString();
    return code.isEmpty() ? new Answer.Broke(message) : new Answer.Failed(code, message);
  }

  private @Nullable String ask(String request) throws InterruptedException {
    try {
      Running current = running == null ? start() : running;
      running = current;
      BufferedWriter writer = current.process().outputWriter(UTF_8);
      writer.write(request + "\n");
      writer.flush();
      return answer(current);
    } catch (IOException e) {
      return GONE;
    }
  }

  /** The next line, or null where npm is given up. */
  private static @Nullable String answer(Running current) throws InterruptedException {
    Duration before = worked(current);
    for (int waited = 0; waited < LIMIT; waited++) {
      String line = current.lines().poll(1, TimeUnit.SECONDS);
      if (line != null) {
        return line;
      }
      if (worked(current).minus(before).compareTo(PATIENCE) >= 0) {
        return null;
      }
    }
    return null;
  }

  private static Duration worked(Running current) {
    return current.process().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private Running start() throws IOException {
    Path script = scratch.resolve("npm-oracle.cjs");
    try (InputStream source = NpmOracle.class.getResourceAsStream("npm-oracle.cjs")) {
      if (source == null) {
        throw new IllegalStateException("npm-oracle.cjs is missing");
      }
      Files.write(script, source.readAllBytes());
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            node.toString(), "--max-old-space-size=1024", script.toString(), npm.toString());
    builder.environment().clear();
    builder.environment().putAll(environment());
    builder.redirectError(scratch.resolve("npm-oracle.log").toFile());
    Running started = new Running(builder.start(), new LinkedBlockingQueue<>());
    Thread.startVirtualThread(() -> read(started));
    return started;
  }

  private Map<String, String> environment() {
    return Map.of(
        "PATH", node.getParent() + ":/usr/bin:/bin",
        "HOME", scratch.toString(),
        "npm_config_globalconfig", scratch.resolve("no-npmrc").toString(),
        "npm_config_update_notifier", "false",
        "npm_config_progress", "false",
        "npm_config_loglevel", "silent",
        "npm_config_logs_max", "0",
        "npm_config_audit", "false",
        "npm_config_fund", "false",
        "npm_config_ignore_scripts", "true");
  }

  private static void read(Running started) {
    try (BufferedReader reader = started.process().inputReader(UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        started.lines().add(line);
      }
    } catch (IOException e) {
      // The process was stopped.
    }
    started.lines().add(GONE);
  }

  private void stop() {
    Running current = running;
    running = null;
    if (current != null) {
      current.process().destroyForcibly();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
