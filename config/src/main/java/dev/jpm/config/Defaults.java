package dev.jpm.config;

import dev.jpm.config.OptionValue.Flag;
import dev.jpm.config.OptionValue.Many;
import dev.jpm.config.OptionValue.Text;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** What settings are when nobody sets them: the table's values and those that the host decides. */
final class Defaults {
  private Defaults() {}

  static SequencedMap<String, Setting> of(Host host) {
    SequencedMap<String, Setting> values = new LinkedHashMap<>(512);
    Origin origin = new Origin.Default();
    // globalconfig has no value here: it follows the prefix, which any layer may set.
    for (Option option : OptionTable.all()) {
      values.put(option.name(), new Setting(option.name(), option.defaultValue(), origin));
    }
    fromHost(host).forEach((key, value) -> values.put(key, new Setting(key, value, origin)));
    values.remove("globalconfig");
    return values;
  }

  private static Map<String, OptionValue> fromHost(Host host) {
    Map<String, String> env = host.env();
    Map<String, OptionValue> values = new LinkedHashMap<>();
    values.put("registry", new Text(DefaultRegistry.url()));
    values.put("cache", path(cache(host)));
    values.put("prefix", path(globalPrefix(host)));
    values.put("userconfig", path(host.home().resolve(".npmrc")));
    values.put("init-module", path(host.home().resolve(".npm-init.js")));
    values.put("init.module", path(host.home().resolve(".npm-init.js")));
    values.put("color", Flag.of(env.getOrDefault("NO_COLOR", "0").equals("0")));
    values.put("progress", Flag.of(!isCi(env)));
    values.put("unicode", Flag.of(!host.windows() && isUnicode(env)));
    values.put("noproxy", new Text(first(env, "", "NO_PROXY", "no_proxy")));
    boolean production = "production".equals(env.get("NODE_ENV"));
    values.put("omit", production ? Many.ofTexts(List.of("dev")) : Many.EMPTY);
    String systemRoot = env.getOrDefault("SYSTEMROOT", "");
    String editor = host.windows() ? systemRoot + "\\notepad.exe" : "vi";
    values.put("editor", new Text(first(env, editor, "EDITOR", "VISUAL")));
    values.put(
        "shell",
        new Text(host.windows() ? first(env, "cmd", "ComSpec") : first(env, "sh", "SHELL")));
    values.put("viewer", new Text(host.windows() ? "browser" : "man"));
    return values;
  }

  private static OptionValue path(Path path) {
    return new Text(path.toString());
  }

  /** Where other programs of the system keep what they can make again. */
  private static Path cache(Host host) {
    String base =
        host.windows() ? host.env().get("LOCALAPPDATA") : host.env().get("XDG_CACHE_HOME");
    if (base != null && !base.isEmpty() && Path.of(base).isAbsolute()) {
      return Path.of(base).resolve(host.windows() ? "jpm-cache" : "jpm");
    }
    return host.home().resolve(".cache").resolve("jpm");
  }

  private static Path globalPrefix(Host host) {
    String named = host.env().getOrDefault("PREFIX", "");
    if (!named.isEmpty()) {
      return host.cwd().resolve(named).normalize();
    }
    String destination = host.env().getOrDefault("DESTDIR", "");
    return destination.isEmpty() || host.windows()
        ? host.globalPrefix()
        : Path.of(destination + host.globalPrefix());
  }

  private static boolean isCi(Map<String, String> env) {
    return Stream.of("CI", "CONTINUOUS_INTEGRATION", "BUILD_NUMBER", "RUN_ID")
        .map(env::get)
        .anyMatch(value -> value != null && !value.isEmpty() && !value.equals("false"));
  }

  private static boolean isUnicode(Map<String, String> env) {
    String locale = first(env, "", "LC_ALL", "LC_CTYPE", "LANG");
    return locale.matches("(?i).*UTF-?8");
  }

  private static String first(Map<String, String> env, String fallback, String... names) {
    return Stream.of(names)
        .map(env::get)
        .filter(value -> value != null && !value.isEmpty())
        .findFirst()
        .orElse(fallback);
  }
}
