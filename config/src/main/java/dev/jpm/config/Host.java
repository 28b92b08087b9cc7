package dev.jpm.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * What settings need to know about the machine: environment, home and current folder (absolute),
 * the folder that global packages go to by default (npm's: two above the runtime's executable; one
 * above on Windows), whether this is Windows.
 */
public record Host(
    Map<String, String> env, Path home, Path cwd, Path globalPrefix, boolean windows) {
  public Host {
    env = Map.copyOf(env);
  }

  /**
   * The machine that a process sees. Global packages go to a folder that the user can write to,
   * where npm would use the one that holds its runtime.
   *
   * @param javaHome the user's home as Java knows it, for an environment that names none
   */
  public static Host of(Map<String, String> env, Path cwd, String javaHome, boolean windows) {
    String named = env.getOrDefault(windows ? "USERPROFILE" : "HOME", "");
    Path home = Path.of(named.isEmpty() ? javaHome : named).toAbsolutePath();
    return new Host(env, home, cwd, globalPrefix(env, home, windows), windows);
  }

  private static Path globalPrefix(Map<String, String> env, Path home, boolean windows) {
    if (!windows) {
      return home.resolve(".local");
    }
    String appData = env.getOrDefault("APPDATA", "");
    return appData.isEmpty() ? home.resolve("npm") : Path.of(appData, "npm");
  }

  /** A path as written in a setting: {@code ~/} is the home folder, the rest relative to cwd. */
  Path resolve(String text) {
    boolean inHome = text.startsWith("~/") || (windows && text.startsWith("~\\"));
    return (inHome ? home.resolve(text.substring(2)) : cwd.resolve(text)).normalize();
  }
}
