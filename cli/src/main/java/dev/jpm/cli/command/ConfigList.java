package dev.jpm.cli.command;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.Release;
import dev.jpm.cli.terminal.JsonText;
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
import dev.jpm.model.LocaleOrder;
import dev.jpm.model.error.Redacted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What {@code jpm config list} shows: each layer with what it sets and what overrides it. */
final class ConfigList {
  private static final Set<String> PROXY_VARIABLES =
      Set.of("http_proxy", "https_proxy", "proxy", "no_proxy");
  private static final List<Layer> ORDER =
      List.of(
          Layer.DEFAULT,
          Layer.BUILTIN,
          Layer.GLOBAL,
          Layer.USER,
          Layer.PROJECT,
          Layer.ENV,
          Layer.CLI);

  private ConfigList() {}

  static Map<String, @Nullable Object> json(Settings settings) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    settings
        .all()
        .forEach((key, setting) -> {
          if (!PrivateSetting.is(key, setting.value().shown(","))) {
            shown.put(key, plain(setting.value()));
          }
        });
    return shown;
  }

  static String text(Invocation call) {
    Settings settings = call.settings();
    boolean all = settings.flag("long");
    List<String> lines = new ArrayList<>();
    for (Layer layer : ORDER) {
      if ((layer != Layer.DEFAULT || all) && !settings.layer(layer).isEmpty()) {
        addLayer(settings, layer, lines);
      }
    }
    if (!all) {
      addSurroundings(call, lines);
    }
    if (!call.global()) {
      addPublishConfig(call, lines);
    }
    return String.join("\n", lines).strip();
  }

  private static void addLayer(Settings settings, Layer layer, List<String> lines) {
    lines.add("; \"" + layer.word() + "\" config from " + settings.source(layer).orElse(""));
    lines.add("");
    for (Setting setting : sorted(settings.layer(layer).values())) {
      String shown = shown(setting.key(), plain(setting.value()));
      Layer from = settings.find(setting.key()).map(found -> found.origin().layer()).orElse(layer);
      lines.add(from == layer ? shown : "; " + shown + " ; overridden by " + from.word());
    }
    lines.add("");
  }

  private static List<Setting> sorted(java.util.Collection<Setting> settings) {
    return settings.stream()
        .sorted(Comparator.comparing(Setting::key, LocaleOrder.ENGLISH))
        .toList();
  }

  private static void addSurroundings(Invocation call, List<String> lines) {
    List<String> variables =
        call.session().env().entrySet().stream()
            .filter(v -> PROXY_VARIABLES.contains(v.getKey().toLowerCase(Locale.ROOT)))
            .sorted(Map.Entry.comparingByKey())
            .map(v -> "; " + v.getKey() + " = " + JsonText.pretty(Redacted.text(v.getValue())))
            .toList();
    if (!variables.isEmpty()) {
      lines.add("; environment-related config");
      lines.add("");
      lines.addAll(variables);
      lines.add("");
    }
    lines.add("; jpm local prefix = " + call.project().localPrefix());
    lines.add("; jpm version = " + Release.version());
    lines.add("; cwd = " + call.session().cwd());
    lines.add("; HOME = " + call.session().home());
    lines.add("; Run `jpm config ls -l` to show all defaults.");
    lines.add("");
  }

  private static void addPublishConfig(Invocation call, List<String> lines) {
    ManifestFile.readOrEmpty(call.project().packageJson())
        .ifPresent(manifest -> {
          if (manifest.json().path("publishConfig") instanceof ObjectNode config) {
            lines.add("; \"publishConfig\" from " + call.project().packageJson());
            lines.add("; This set of config values will be used at publish-time.");
            lines.add("");
            config
                .properties()
                .forEach(
                    entry -> lines.add(shown(entry.getKey(), JsonValues.plain(entry.getValue()))));
            lines.add("");
          }
        });
  }

  private static String shown(String key, @Nullable Object value) {
    return key + " = " + (PrivateSetting.isProtected(key) ? "(protected)" : oneLine(value));
  }

  private static String oneLine(@Nullable Object value) {
    return Redacted.text(JsonText.compact(value));
  }

  private static @Nullable Object plain(OptionValue value) {
    return switch (value) {
      case Text(String text) -> text;
      case Flag(boolean on) -> on;
      case Num(double number) -> Double.isInfinite(number) ? null : (Object) number;
      case Moment moment -> moment.instant().toString();
      case Nothing _ -> null;
      case Many(List<OptionValue> values) -> values.stream().map(v -> v.shown(",")).toList();
    };
  }
}
