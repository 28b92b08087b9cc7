package dev.jpm.maven;

import dev.jpm.cli.EmbeddedCall;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What all goals have: a folder, and a command that is run in this process. */
abstract class JpmMojo extends AbstractMojo {
  /** The folder with package.json. */
  @Parameter(property = "jpm.directory", defaultValue = "${project.basedir}", required = true)
  private File directory = new File(".");

  /** Does nothing. */
  @Parameter(property = "jpm.skip", defaultValue = "false")
  private boolean skip;

  /** Further arguments, as on the command line. */
  @Parameter(property = "jpm.arguments")
  private @Nullable List<String> arguments;

  @Override
  public final void execute() throws MojoFailureException {
    if (skip) {
      getLog().info("jpm is skipped");
      return;
    }
    executeCommands();
  }

  abstract void executeCommands() throws MojoFailureException;

  final List<String> arguments() {
    return arguments == null ? List.of() : List.copyOf(arguments);
  }

  /** Runs jpm with {@code words}; its exit code. */
  final int call(List<String> words) {
    Log log = getLog();
    log.info("jpm " + String.join(" ", words));
    try (PrintStream out = stream(new LogLines(log::info));
        PrintStream err = stream(new LogLines(log::warn))) {
      return EmbeddedCall.run(
          directory.toPath().toAbsolutePath(), new ArrayList<>(words), out, err);
    }
  }

  /** As {@link #call}, where anything but 0 fails the build. */
  final void mustSucceed(List<String> words) throws MojoFailureException {
    int exitCode = call(words);
    if (exitCode != 0) {
      throw new MojoFailureException(
          "jpm " + words.getFirst() + " failed with exit code " + exitCode);
    }
  }

  private static PrintStream stream(LogLines lines) {
    return new PrintStream(lines, true, StandardCharsets.UTF_8);
  }
}
