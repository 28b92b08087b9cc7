package dev.jpm.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A git repository on this machine, made with the machine's git and nobody's settings. */
public final class GitRepository {
  private final Path folder;

  private GitRepository(Path folder) {
    this.folder = folder;
  }

  /** A new, empty repository in {@code folder}. */
  public static GitRepository in(Path folder) {
    try {
      GitRepository repository = new GitRepository(Files.createDirectories(folder).toRealPath());
      repository.git("init", "-q", "-b", "main");
      return repository;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path folder() {
    return folder;
  }

  /** What a dependency on it looks like; {@code selector} is empty or begins with {@code #}. */
  public String spec(String selector) {
    return "git+file://" + folder + selector;
  }

  /** Writes a file, which the next commit takes in. */
  public GitRepository file(String path, String text) {
    Path file = folder.resolve(path);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Commits everything and answers the commit. */
  public String commit() {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", "change");
    return git("rev-parse", "HEAD");
  }

  /** Runs git and answers what it wrote. */
  public String git(String... arguments) {
    List<String> line = new ArrayList<>(List.of("git"));
    line.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.environment().putAll(environment());
    try {
      Process process = builder.start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(line + " failed: " + out);
      }
      return out.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> environment() {
    return Map.of(
        "GIT_CONFIG_GLOBAL", "/dev/null",
        "GIT_CONFIG_SYSTEM", "/dev/null",
        "GIT_AUTHOR_NAME", "a",
        "GIT_AUTHOR_EMAIL", "a@a.example",
        "GIT_COMMITTER_NAME", "a",
        "GIT_COMMITTER_EMAIL", "a@a.example",
        "GIT_AUTHOR_DATE", "2026-01-01T00:00:00Z",
        "GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z");
  }
}
