package dev.jpm.it;

import dev.jpm.testing.CommandResult;
import dev.jpm.testing.SpawnedCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The npm on PATH and the jpm built here, before the same registry and on the same Node.js: the one
 * on PATH.
 */
final class RealTools {
  /** How a command ended that did not end. */
  static final String NEVER = "never";

  private static final Pattern CODE = Pattern.compile("(?:npm|jpm) error code (\\S+)");

  /** The slowest of the list that ends takes some minutes, on a busy machine more than four. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Map<String, String> forNpm = new TreeMap<>();
  private final Jpm jpm;

  /**
   * @param scratch a folder for the caches and homes of both
   * @param path the PATH that npm and node are on
   * @param registry the address of the registry
   */
  RealTools(Path scratch, String path, String registry) {
    Map<String, String> common =
        Map.of(
            "npm_config_registry", registry,
            "npm_config_ignore_scripts", "true",
            "npm_config_prefer_offline", "true",
            "npm_config_audit", "false",
            "npm_config_fund", "false");
    forNpm.putAll(common);
    forNpm.put("PATH", path);
    forNpm.put("HOME", scratch.resolve("npm-home").toString());
    forNpm.put("npm_config_cache", scratch.resolve("npm-cache").toString());
    forNpm.put("npm_config_globalconfig", scratch.resolve("no-npmrc").toString());
    forNpm.put("npm_config_update_notifier", "false");
    forNpm.put("npm_config_progress", "false");
    forNpm.put("NODE_OPTIONS", "--max-old-space-size=6144");
    jpm = Jpm.withDefaults(scratch.resolve("jpm-home"));
    common.forEach(jpm::set);
    jpm.set("PATH", path).set("npm_config_runtime", "system");
  }

  CommandResult npm(Path folder, List<String> arguments) throws InterruptedException {
    // By way of a shell, as Java would look for it on its own PATH.
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "exec npm \"$@\"", "npm"));
    command.addAll(arguments);
    try (SpawnedCommand running = SpawnedCommand.start(folder, forNpm, command)) {
      return running.await(PATIENCE);
    } catch (AssertionError late) {
      return new CommandResult(1, "", "npm error code " + NEVER);
    }
  }

  CommandResult jpm(Path folder, List<String> arguments) {
    return jpm.run(folder, arguments);
  }

  /** A command with flags behind it. */
  static List<String> with(List<String> flags, String... words) {
    List<String> command = new ArrayList<>(List.of(words));
    command.addAll(flags);
    return command;
  }

  /** How a command ended: {@code ok}, an error's code, or {@code broken}. */
  static String end(CommandResult result) {
    if (result.exitCode() == 0) {
      return "ok";
    }
    Matcher code = CODE.matcher(result.stderr());
    return code.find() ? code.group(1) : "broken";
  }
}
