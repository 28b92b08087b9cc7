package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.terminal.Level;
import dev.jpm.cli.terminal.Terminal;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The repository that a folder is the root of. */
public final class Git {
  private final Path folder;
  private final Terminal terminal;
  private final Map<String, String> env;

  /** The repository around {@code folder}. */
  public Git(Path folder, Invocation call) {
    this.folder = folder;
    this.terminal = call.terminal();
    this.env = call.session().env();
  }

  boolean isRepository() {
    return Files.exists(folder.resolve(".git"));
  }

  /**
   * Whether a release can be committed.
   *
   * @param force whether uncommitted changes are only worth a warning
   * @throws JpmException EUSAGE where there are uncommitted changes
   */
  boolean isReady(boolean force) throws InterruptedException {
    String changes;
    try {
      changes = run(List.of("status", "--porcelain=v1", "-uno"));
    } catch (JpmException e) {
      if (e.code() != ErrorCode.ENOGIT) {
        throw e;
      }
      terminal.log(
          Level.WARN,
          "version",
          "This is a Git checkout, but the git command was not found. No tag is made.");
      return false;
    }
    if (!changes.isBlank()) {
      if (!force) {
        throw JpmException.of(ErrorCode.EUSAGE, "Git working directory not clean.")
            .withHint("Commit your changes first, or use --force");
      }
      terminal.log(
          Level.WARN, "version", "Git working directory not clean, proceeding forcefully.");
    }
    return true;
  }

  /** What git prints; EUSAGE with git's own words where it fails. */
  public String run(List<String> arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "--no-replace-objects"));
    command.addAll(arguments);
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().clear();
      builder.environment().putAll(env);
      builder.environment().putIfAbsent("GIT_ASKPASS", "echo");
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw JpmException.of(
                ErrorCode.EUSAGE, "git " + arguments.getFirst() + " failed: " + told.strip())
            .withHint("The command was: git " + String.join(" ", arguments));
      }
      return told;
    } catch (IOException e) {
      throw JpmException.of(ErrorCode.ENOGIT, "The git command was not found", e)
          .withHint("Install git, or use --no-git-tag-version");
    }
  }
}
