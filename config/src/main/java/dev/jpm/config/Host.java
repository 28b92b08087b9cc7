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

  /** A path as written in a setting: {@code ~/} is the home folder, the rest relative to cwd. */
  Path resolve(String text) {
    boolean inHome = text.startsWith("~/") || (windows && text.startsWith("~\\"));
    return (inHome ? home.resolve(text.substring(2)) : cwd.resolve(text)).normalize();
  }
}
