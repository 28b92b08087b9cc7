package dev.jpm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ArgumentReaderTest {
  static List<String> table() {
    return Tables.lines("arguments.txt");
  }

  @ParameterizedTest
  @MethodSource("table")
  void readsACommandLineAsNpmDoes(String row) {
    int arrow = row.indexOf(" -> ");
    List<String> args =
        Arrays.stream(row.substring(0, arrow).split(" ", -1))
            .map(word -> word.equals("<empty>") ? "" : word)
            .toList();

    Arguments arguments = ArgumentReader.read(args);
    Settings settings =
        new SettingsBuilder(Tables.host(Map.of())).commandLine(arguments).settings();

    String values =
        settings.layer(Origin.Layer.CLI).values().stream()
            .map(setting -> setting.key() + "=" + Tables.shown(setting.value()))
            .collect(Collectors.joining(" "));
    assertThat(values + " | " + String.join(" ", arguments.words()))
        .isEqualTo(row.substring(arrow + 4));
  }

  @Test
  void namesFlagsThatNoSettingHas() {
    Arguments arguments = ArgumentReader.read(List.of("install", "--sav-dev=x", "-Z", "--no-such"));

    assertThat(arguments.unknownFlags()).containsExactly("--sav-dev", "-Z", "--no-such");
  }

  @Test
  void acceptsRegistriesAndTokensThatAreNamedByScopeOrHost() {
    Arguments arguments =
        ArgumentReader.read(
            List.of("--@s:registry=http://r.example", "--//h.example/:_authToken=secret"));

    assertThat(arguments.unknownFlags()).isEmpty();
  }

  @Test
  void tellsWhichFlagAnAbbreviationBecame() {
    Arguments arguments = ArgumentReader.read(List.of("--legacy-peer", "--verb"));

    assertThat(arguments.notes())
        .containsExactly(
            "Expanding --legacy-peer to --legacy-peer-deps", "Expanding --verb to --verbose");
    assertThat(arguments.values()).containsKeys("legacy-peer-deps", "loglevel");
  }

  @Test
  void leavesAnAmbiguousBeginningUnknown() {
    assertThat(ArgumentReader.read(List.of("--save-p")).unknownFlags()).containsExactly("--save-p");
  }
}
