package dev.jpm.bridge;

import dev.jpm.model.event.Reporter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a project brings along from the program around it.
 *
 * @param env the environment that settings are read from and that scripts get
 * @param reporter hears what an install does; called from many threads
 */
public record BridgeOptions(Map<String, String> env, Reporter reporter) {
  public BridgeOptions {
    env = Map.copyOf(env);
  }

  /** This process's environment; nobody listens. */
  public static BridgeOptions ofThisProcess() {
    return new BridgeOptions(System.getenv(), Reporter.silent());
  }

  /** The same with one of npm's settings, as {@code --setting=value} would have it. */
  public BridgeOptions with(String setting, String value) {
    Map<String, String> more = new LinkedHashMap<>(env);
    more.put("npm_config_" + setting.replace('-', '_').toLowerCase(Locale.ROOT), value);
    return new BridgeOptions(more, reporter);
  }

  /** The same with somebody who listens. */
  public BridgeOptions reportingTo(Reporter listener) {
    return new BridgeOptions(env, listener);
  }
}
