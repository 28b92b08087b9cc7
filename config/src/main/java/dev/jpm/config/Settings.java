package dev.jpm.config;

import dev.jpm.config.OptionValue.Flag;
import dev.jpm.config.OptionValue.Many;
import dev.jpm.config.OptionValue.Moment;
import dev.jpm.config.OptionValue.Nothing;
import dev.jpm.config.OptionValue.Num;
import dev.jpm.config.OptionValue.Text;
import dev.jpm.config.Origin.Layer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * All settings with their origins. A value comes from the strongest layer that has it: command
 * line, {@code npm_config_*}, the project's .npmrc, the user's, the machine's, the defaults.
 * Immutable.
 */
public final class Settings {
  /** Keys that npm hands from itself to itself through the environment. */
  static final Set<String> INTERNAL = Set.of("npm-version", "global-prefix", "local-prefix");

  private final Host host;
  private final Map<Layer, SequencedMap<String, Setting>> layers;
  private final Map<Layer, String> sources;
  private final List<SettingsWarning> warnings;

  Settings(
      Host host,
      Map<Layer, SequencedMap<String, Setting>> layers,
      Map<Layer, String> sources,
      List<SettingsWarning> warnings) {
    this.host = host;
    this.layers = new EnumMap<>(Layer.class);
    layers.forEach((layer, values) -> this.layers.put(layer, new LinkedHashMap<>(values)));
    this.sources = new EnumMap<>(sources);
    this.warnings = List.copyOf(warnings);
  }

  /** These settings with one set as if it stood on the command line. */
  public Settings with(String key, OptionValue value) {
    Map<Layer, SequencedMap<String, Setting>> changed = new EnumMap<>(layers);
    SequencedMap<String, Setting> cli = new LinkedHashMap<>(layer(Layer.CLI));
    cli.put(key, new Setting(key, value, new Origin.CommandLine("--" + key)));
    changed.put(Layer.CLI, cli);
    return new Settings(host, changed, sources, warnings);
  }

  public Host host() {
    return host;
  }

  /** The value of {@code key} and where it was set; empty where nothing sets or defines it. */
  public Optional<Setting> find(String key) {
    for (SequencedMap<String, Setting> layer : layers.values()) {
      Setting setting = layer.get(key);
      if (setting != null) {
        return Optional.of(setting);
      }
    }
    return key.equals("globalconfig") ? Optional.of(globalConfig()) : Optional.empty();
  }

  /** The settings of one layer, as given. */
  public SequencedMap<String, Setting> layer(Layer layer) {
    return Collections.unmodifiableSequencedMap(
        layers.getOrDefault(layer, Collections.emptyNavigableMap()));
  }

  /** Where a layer was read from: a path, or words. Empty where it was not loaded. */
  public Optional<String> source(Layer layer) {
    return Optional.ofNullable(sources.get(layer));
  }

  /** Whether nobody set {@code key}. */
  public boolean isDefault(String key) {
    return find(key).map(setting -> setting.origin().layer() == Layer.DEFAULT).orElse(true);
  }

  /** The value of {@code key}; {@link Nothing} where it has none. */
  public OptionValue value(String key) {
    return find(key).map(Setting::value).orElse(Nothing.NOTHING);
  }

  /** The value as text; empty text where there is none. */
  public String text(String key) {
    OptionValue value = value(key);
    return value == Nothing.NOTHING ? "" : value.shown(",");
  }

  /** Whether the setting is on; for a setting that can hold more than yes and no, npm's truth. */
  public boolean flag(String key) {
    return switch (value(key)) {
      case Flag(boolean on) -> on;
      case Text(String text) -> !text.isEmpty();
      case Num(double number) -> number != 0;
      case Many many -> !many.values().isEmpty();
      case Moment _ -> true;
      case Nothing _ -> false;
    };
  }

  /** The setting where somebody decided yes or no; empty where npm's value is null. */
  public Optional<Boolean> decision(String key) {
    return value(key) == Nothing.NOTHING ? Optional.empty() : Optional.of(flag(key));
  }

  /** The value as a number; 0 where it is none. */
  public double number(String key) {
    return value(key) instanceof Num(double number) ? number : 0;
  }

  /** The value as a whole number. */
  public int count(String key) {
    return (int) number(key);
  }

  /** The values of a setting that can be given repeatedly; a lone value is a list of one. */
  public List<String> list(String key) {
    return switch (value(key)) {
      case Many(List<OptionValue> values) -> values.stream().map(v -> v.shown(",")).toList();
      case Nothing _ -> List.of();
      case Text(String text) when text.isEmpty() -> List.of();
      case OptionValue one -> List.of(one.shown(","));
    };
  }

  /** The value as an absolute path; empty where there is none. */
  public Optional<Path> path(String key) {
    String text = text(key);
    return text.isEmpty() ? Optional.empty() : Optional.of(host.resolve(text));
  }

  /** The value as a point in time; empty where there is none. */
  public Optional<Instant> moment(String key) {
    return value(key) instanceof Moment(Instant instant) ? Optional.of(instant) : Optional.empty();
  }

  /** Every key with its strongest value, weakest layer first. */
  public SequencedMap<String, Setting> all() {
    SequencedMap<String, Setting> found = new LinkedHashMap<>(512);
    Layer[] order = Layer.values();
    for (int i = order.length - 1; i >= 0; i--) {
      found.putAll(layer(order[i]));
    }
    found.putIfAbsent("globalconfig", globalConfig());
    return found;
  }

  /** What should be told about how things are set. */
  public List<SettingsWarning> warnings() {
    return warnings;
  }

  private Setting globalConfig() {
    Path file = path("prefix").orElse(host.globalPrefix()).resolve("etc").resolve("npmrc");
    return new Setting("globalconfig", new Text(file.toString()), new Origin.Default());
  }
}
