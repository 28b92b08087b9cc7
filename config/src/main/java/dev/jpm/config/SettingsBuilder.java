package dev.jpm.config;

import dev.jpm.config.OptionValue.Flag;
import dev.jpm.config.OptionValue.Many;
import dev.jpm.config.OptionValue.Text;
import dev.jpm.config.Origin.Layer;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts the layers of settings together. Each layer is given once; where a later file lies may
 * depend on what earlier layers say, so the builder can be asked in between ({@link #settings}).
 */
public final class SettingsBuilder {
  private static final String ENV_PREFIX = "npm_config_";

  private final Host host;
  private final Coercion coercion;
  private final Map<Layer, SequencedMap<String, Setting>> layers = new EnumMap<>(Layer.class);
  private final Map<Layer, String> sources = new EnumMap<>(Layer.class);
  private final List<SettingsWarning> warnings = new ArrayList<>();

  public SettingsBuilder(Host host) {
    this.host = host;
    this.coercion = new Coercion(host);
    layers.put(Layer.DEFAULT, Defaults.of(host));
    sources.put(Layer.DEFAULT, "default values");
  }

  /** What {@link ArgumentReader} found on the command line. */
  public SettingsBuilder commandLine(Arguments arguments) {
    return load(
        Layer.CLI,
        "command line options",
        arguments.values(),
        key -> new Origin.CommandLine("--" + key));
  }

  /** The {@code npm_config_*} variables of the host's environment, in either case. */
  public SettingsBuilder environment() {
    SequencedMap<String, OptionValue> values = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    host.env().entrySet().stream()
        // The library's comparators can be serialised, which no ahead-of-time cache can hold.
        .sorted((one, other) -> one.getKey().compareTo(other.getKey()))
        .filter(variable -> isSetting(variable.getKey()) && !variable.getValue().isEmpty())
        .forEach(variable -> {
          String key = keyOf(variable.getKey());
          values.put(key, new Text(variable.getValue()));
          names.put(key, variable.getKey());
        });
    return load(
        Layer.ENV,
        "environment",
        values,
        key -> new Origin.Variable(names.getOrDefault(key, ENV_PREFIX + key)));
  }

  private static boolean isSetting(String variable) {
    return variable.regionMatches(true, 0, ENV_PREFIX, 0, ENV_PREFIX.length());
  }

  private static String keyOf(String variable) {
    String key = variable.substring(ENV_PREFIX.length());
    if (key.startsWith("//") || key.isEmpty()) {
      return key;
    }
    return (key.charAt(0) + key.substring(1).replace('_', '-')).toLowerCase(Locale.ROOT);
  }

  /** A settings file's text; {@code text} is null where there is no such file. */
  public SettingsBuilder file(Layer layer, String path, @Nullable String text) {
    SequencedMap<String, IniText.Entry> entries =
        text == null ? new LinkedHashMap<>() : IniText.parse(text);
    SequencedMap<String, OptionValue> values = new LinkedHashMap<>();
    entries.forEach((key, entry) -> values.put(key, entry.value()));
    return load(layer, path, values, key -> fileOrigin(layer, path, entries.get(key)));
  }

  private static Origin fileOrigin(Layer layer, String path, IniText.@Nullable Entry entry) {
    OptionalInt line = entry == null ? OptionalInt.empty() : OptionalInt.of(entry.line());
    return new Origin.File(layer, path, line);
  }

  /** A default that only the caller can know, such as the workspace that the folder lies in. */
  public SettingsBuilder byDefault(String key, OptionValue value) {
    layer(Layer.DEFAULT).put(key, new Setting(key, value, new Origin.Default()));
    return this;
  }

  /** What is known so far. */
  public Settings settings() {
    return new Settings(host, layers, sources, warnings);
  }

  private SettingsBuilder load(
      Layer layer,
      String source,
      SequencedMap<String, OptionValue> raw,
      Function<String, Origin> origins) {
    if (sources.putIfAbsent(layer, source) != null) {
      throw new IllegalStateException("the layer " + layer.word() + " was loaded before");
    }
    raw.forEach((rawKey, value) -> add(layer, source, rawKey, value, origins.apply(rawKey)));
    return this;
  }

  private void add(Layer layer, String source, String rawKey, OptionValue raw, Origin origin) {
    String key = Variables.replaced(rawKey, host.env());
    Option option = OptionTable.find(key);
    if (option == null) {
      warnUnknown(layer, key);
      put(layer, new Setting(key, unknown(coercion.parsed(raw, null)), origin));
      return;
    }
    if (option.deprecated()) {
      warnings.add(new SettingsWarning("config", key + " " + option.description()));
    }
    if (isShadowedByExclusion(layer, option)) {
      return;
    }
    Coercion.Checked checked = coercion.checked(coercion.parsed(raw, option), option);
    for (OptionValue refused : checked.refused()) {
      warnings.add(SettingsWarning.invalid(option, refused, source));
    }
    Optional<OptionValue> value = checked.value();
    value.ifPresent(fit -> put(layer, new Setting(key, fit, origin)));
  }

  /** Repeated unknown keys stay as they are; a lone one is as npm's reader leaves it. */
  private static OptionValue unknown(OptionValue value) {
    return value instanceof Many(List<OptionValue> values) && values.isEmpty() ? Flag.YES : value;
  }

  private void put(Layer layer, Setting setting) {
    layer(layer).put(setting.key(), setting);
  }

  private SequencedMap<String, Setting> layer(Layer layer) {
    return layers.computeIfAbsent(layer, _ -> new LinkedHashMap<>());
  }

  private boolean isShadowedByExclusion(Layer layer, Option option) {
    for (String other : option.excludes()) {
      Optional<Layer> setIn =
          layers.entrySet().stream()
              .filter(entry -> entry.getKey() != Layer.DEFAULT)
              .filter(entry -> entry.getValue().containsKey(other))
              .map(Map.Entry::getKey)
              .findFirst();
      if (setIn.isEmpty()) {
        continue;
      }
      if (layer == Layer.ENV && setIn.get() == Layer.CLI) {
        return true;
      }
      throw JpmException.of(
          ErrorCode.EUSAGE, "--" + option.name() + " cannot be provided when using --" + other);
    }
    return false;
  }

  private void warnUnknown(Layer layer, String key) {
    if (Settings.INTERNAL.contains(key) || layer == Layer.CLI) {
      return; // Unknown flags are the argument reader's matter.
    }
    int colon = key.lastIndexOf(':');
    String base = key.substring(colon + 1);
    if (colon < 0) {
      warnings.add(SettingsWarning.unknown(layer, key));
    } else if (OptionTable.find(base) == null && !OptionTable.PER_REGISTRY.contains(base)) {
      warnings.add(SettingsWarning.unknown(layer, key));
    }
  }
}
