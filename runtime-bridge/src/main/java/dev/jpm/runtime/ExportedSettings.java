package dev.jpm.runtime;

import dev.jpm.config.Option;
import dev.jpm.config.OptionTable;
import dev.jpm.config.OptionValue;
import dev.jpm.config.OptionValue.Flag;
import dev.jpm.config.OptionValue.Many;
import dev.jpm.config.OptionValue.Moment;
import dev.jpm.config.OptionValue.Nothing;
import dev.jpm.config.OptionValue.Num;
import dev.jpm.config.OptionValue.Text;
import dev.jpm.config.Origin.Layer;
import dev.jpm.config.Setting;
import dev.jpm.config.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings that scripts are to read as {@code npm_config_*}, by npm's rule: what differs from
 * its default and is not in the environment already, and what a stronger layer set back to its
 * default. Places that tools look up there are always told.
 */
public final class ExportedSettings {
  /** npm tells these always: it compares the resolved path with the default as it is spelled. */
  private static final List<String> PLACES =
      List.of("cache", "globalconfig", "init-module", "prefix", "userconfig");

  /** Set by npm itself for each script, never from the settings. */
  private static final Set<String> NOT_FROM_HERE =
      Set.of("user-agent", "node-gyp", "npm-version", "global-prefix", "local-prefix");

  private ExportedSettings() {}

  /** Values by setting, for {@link ScriptContext#settings}. */
  public static SequencedMap<String, String> of(Settings settings) {
    SequencedMap<String, String> exported = new LinkedHashMap<>();
    SequencedMap<String, Setting> environment = settings.layer(Layer.ENV);
    SequencedMap<String, Setting> commandLine = settings.layer(Layer.CLI);
    SequencedMap<String, Setting> defaults = settings.layer(Layer.DEFAULT);
    settings
        .all()
        .forEach((key, setting) -> {
          boolean fromEnvironment = environment.containsKey(key) && !commandLine.containsKey(key);
          if (!isExportable(key) || fromEnvironment) {
            return;
          }
          boolean environmentSaysElse =
              commandLine.containsKey(key)
                  && environment.containsKey(key)
                  && !isSame(defaults.get(key), environment.get(key));
          String text = textOf(setting.value());
          if (text != null && (!isSame(defaults.get(key), setting) || environmentSaysElse)) {
            exported.put(key, text);
          }
        });
    for (String place : PLACES) {
      settings.path(place).ifPresent(path -> exported.put(place, path.toString()));
    }
    return exported;
  }

  private static boolean isExportable(String key) {
    Option option = OptionTable.find(key);
    return !NOT_FROM_HERE.contains(key)
        && "/@_".indexOf(key.charAt(0)) < 0
        && (option == null || (option.exported() && !option.deprecated()));
  }

  /** Defaults are taken as they are on this machine: some depend on it. */
  private static boolean isSame(@Nullable Setting byDefault, @Nullable Setting setting) {
    return byDefault != null && setting != null && byDefault.value().equals(setting.value());
  }

  /** As npm writes it: nothing and no are empty, several are apart by a blank line. */
  private static @Nullable String textOf(OptionValue value) {
    return switch (value) {
      case Text(String text) -> text;
      case Flag(boolean on) -> on ? "true" : "";
      case Num number -> number.shown("");
      case Nothing _ -> "";
      case Moment _ -> null;
      case Many many ->
          many.values().stream()
              .map(ExportedSettings::textOf)
              .map(text -> text == null ? "" : text)
              .collect(Collectors.joining("\n\n"));
    };
  }
}
