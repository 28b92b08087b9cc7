package dev.jpm.bench.install;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment that every tool gets: a home of its own, so that nobody's settings count, and the
 * registry to install from.
 */
public final class Surrounding {
  private Surrounding() {}

  /**
   * Made of these.
   *
   * @param path the variable PATH of this process, null where there is none
   */
  public static Map<String, String> of(Path home, String registry, @Nullable String path) {
    Map<String, String> env = new HashMap<>();
    env.put("HOME", home.toString());
    env.put("PATH", path == null ? "/usr/local/bin:/usr/bin:/bin" : path);
    env.put("LANG", "C.UTF-8");
    env.put("DO_NOT_TRACK", "1");
    env.put("npm_config_registry", registry);
    env.put("NPM_CONFIG_REGISTRY", registry);
    env.put("npm_config_audit", "false");
    env.put("npm_config_fund", "false");
    env.put("npm_config_update_notifier", "false");
    return env;
  }
}
