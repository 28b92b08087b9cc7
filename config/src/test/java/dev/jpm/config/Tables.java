package dev.jpm.config;

import dev.jpm.config.OptionValue.Flag;
import dev.jpm.config.OptionValue.Many;
import dev.jpm.config.OptionValue.Moment;
import dev.jpm.config.OptionValue.Nothing;
import dev.jpm.config.OptionValue.Num;
import dev.jpm.config.OptionValue.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Test tables that npm's readers filled, and the way that they show values. */
final class Tables {
  static final Path HOME = Path.of("/home/me");
  static final Path CWD = Path.of("/project");

  private Tables() {}

  static Host host(Map<String, String> env) {
    return new Host(env, HOME, CWD, HOME.resolve(".local"), false);
  }

  static Settings settings(String userFile) {
    return new SettingsBuilder(host(Map.of()))
        .file(Origin.Layer.USER, "/home/me/.npmrc", userFile)
        .settings();
  }

  static String text(String name) {
    try (InputStream in = Objects.requireNonNull(Tables.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> lines(String name) {
    return text(name).lines().filter(line -> !line.isEmpty() && !line.startsWith("# ")).toList();
  }

  static String shown(OptionValue value) {
    return switch (value) {
      case Text(String text) -> "'" + text + "'";
      case Flag(boolean on) -> String.valueOf(on);
      case Num(double number) when Double.isInfinite(number) -> "Infinity";
      case Num _, Moment _ -> value.shown(",");
      case Nothing _ -> "null";
      case Many(List<OptionValue> values) ->
          values.stream().map(Tables::shown).collect(Collectors.joining(",", "[", "]"));
    };
  }
}
