package dev.jpm.install;

import dev.jpm.model.event.Reporter;
import dev.jpm.runtime.HostPlatform;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a command brings along from the process around it.
 *
 * @param command npm's name of the command: install, ci, run …
 * @param version jpm's own
 * @param env the environment
 * @param cwd where the user stands, absolute
 * @param home the user's home folder
 * @param localPrefix the project's folder, absolute
 * @param globalPrefix below which global packages lie
 * @param launcher how to start this jpm again: a program and its first arguments
 * @param color whether standard output may be coloured
 * @param standard writes to standard output at once; for banners of scripts
 * @param reporter hears what happens
 */
public record Surroundings(
    String command,
    String version,
    Map<String, String> env,
    Path cwd,
    Path home,
    Path localPrefix,
    Path globalPrefix,
    List<String> launcher,
    boolean color,
    HostPlatform host,
    Consumer<String> standard,
    Reporter reporter,
    InstantSource clock) {
  public Surroundings {
    env = Map.copyOf(env);
    launcher = List.copyOf(launcher);
  }

  /** The same for another project. */
  public Surroundings in(Path otherProject) {
    return new Surroundings(
        command,
        version,
        env,
        cwd,
        home,
        otherProject,
        globalPrefix,
        launcher,
        color,
        host,
        standard,
        reporter,
        clock);
  }
}
