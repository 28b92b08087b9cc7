package dev.jpm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.config.OptionValue.Text;
import dev.jpm.config.Origin.Layer;
import dev.jpm.model.error.JpmException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
  private static Settings settings(Map<String, String> env, String... args) {
    return new SettingsBuilder(Tables.host(env))
        .commandLine(ArgumentReader.read(List.of(args)))
        .environment()
        .file(Layer.PROJECT, "/project/.npmrc", "tag=project\nsave-prefix=~\n")
        .file(Layer.USER, "/home/me/.npmrc", "tag=user\nsave-prefix=user\nloglevel=warn\n")
        .file(Layer.GLOBAL, "/etc/npmrc", "tag=global\nloglevel=info\nmaxsockets=3\n")
        .settings();
  }

  @Test
  void theStrongestLayerDecidesAndIsNamed() {
    Settings settings = settings(Map.of("npm_config_tag", "env"), "--tag", "cli");

    assertThat(settings.find("tag"))
        .contains(new Setting("tag", new Text("cli"), new Origin.CommandLine("--tag")));
    assertThat(settings.find("save-prefix").map(Setting::origin))
        .contains(new Origin.File(Layer.PROJECT, "/project/.npmrc", OptionalInt.of(2)));
    assertThat(settings.find("loglevel").map(Setting::origin))
        .contains(new Origin.File(Layer.USER, "/home/me/.npmrc", OptionalInt.of(3)));
    assertThat(settings.count("maxsockets")).isEqualTo(3);
    assertThat(settings.isDefault("fund")).isTrue();
  }

  @Test
  void variablesAreReadInEitherCaseAndDashesAreUnderscores() {
    Settings settings =
        settings(
            Map.of(
                "NPM_CONFIG_STRICT_SSL", "false",
                "npm_config__auth", "x",
                "npm_config_//r.example/:_authToken", "t",
                "npm_config_omit", "dev\n\npeer",
                "npm_config_fund", ""));

    assertThat(settings.flag("strict-ssl")).isFalse();
    assertThat(settings.text("_auth")).isEqualTo("x");
    assertThat(settings.text("//r.example/:_authToken")).isEqualTo("t");
    assertThat(settings.list("omit")).containsExactly("dev", "peer");
    assertThat(settings.find("strict-ssl").map(Setting::origin))
        .contains(new Origin.Variable("NPM_CONFIG_STRICT_SSL"));
    assertThat(settings.flag("fund")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "${TOKEN}, secret",
    "a${TOKEN}b, asecretb",
    "${MISSING}, ${MISSING}",
    "${MISSING?}, ''",
    "${TOKEN?}, secret",
    "\\\\${TOKEN}, ${TOKEN}",
    "$TOKEN, $TOKEN",
  })
  void replacesVariablesInValues(String written, String read) {
    Settings settings =
        new SettingsBuilder(Tables.host(Map.of("TOKEN", "secret")))
            .file(Layer.USER, "f", "//r.example/:_authToken=" + written)
            .settings();

    assertThat(settings.text("//r.example/:_authToken")).isEqualTo(read);
  }

  @Test
  void replacesVariablesInKeys() {
    Settings settings =
        new SettingsBuilder(Tables.host(Map.of("HOST", "r.example")))
            .file(Layer.USER, "f", "//${HOST}/:_authToken=t")
            .settings();

    assertThat(settings.text("//r.example/:_authToken")).isEqualTo("t");
  }

  @Test
  void pathsAreAbsoluteAndATildeIsHome() {
    Settings settings =
        new SettingsBuilder(Tables.host(Map.of()))
            .file(Layer.USER, "f", "cache=~/c\ncafile=ca.pem\n")
            .settings();

    assertThat(settings.path("cache")).contains(Path.of("/home/me/c"));
    assertThat(settings.path("cafile")).contains(Path.of("/project/ca.pem"));
    assertThat(settings.path("userconfig")).contains(Path.of("/home/me/.npmrc"));
  }

  @Test
  void theGlobalFileLiesUnderThePrefixUnlessNamed() {
    assertThat(settings(Map.of()).path("globalconfig"))
        .contains(Path.of("/home/me/.local/etc/npmrc"));
    assertThat(settings(Map.of(), "--prefix=/opt").path("globalconfig"))
        .contains(Path.of("/opt/etc/npmrc"));
    assertThat(settings(Map.of("npm_config_globalconfig", "/g")).path("globalconfig"))
        .contains(Path.of("/g"));
  }

  @Test
  void theCacheFollowsTheSystemsHabit() {
    assertThat(settings(Map.of()).path("cache")).contains(Path.of("/home/me/.cache/jpm"));
    assertThat(settings(Map.of("XDG_CACHE_HOME", "/c")).path("cache")).contains(Path.of("/c/jpm"));
    assertThat(settings(Map.of("XDG_CACHE_HOME", "relative")).path("cache"))
        .contains(Path.of("/home/me/.cache/jpm"));
  }

  @Test
  void valuesThatDoNotFitAreToldAndLeftOut() {
    Settings settings = Tables.settings("loglevel=loud\nmaxsockets=many\nregistry=nowhere\n");

    assertThat(settings.text("loglevel")).isEqualTo("notice");
    assertThat(settings.count("maxsockets")).isEqualTo(64);
    assertThat(settings.text("registry")).isEqualTo(DefaultRegistry.url());
    assertThat(settings.warnings())
        .extracting(SettingsWarning::text)
        .containsExactly(
            "loglevel=\"loud\" set in /home/me/.npmrc. Must be one of: silent, error, warn, notice,"
                + " http, info, verbose, silly",
            "maxsockets=\"many\" set in /home/me/.npmrc. Must be a number",
            "registry=\"nowhere\" set in /home/me/.npmrc. Must be a full URL with \"http://\" or"
                + " \"https://\"");
  }

  @Test
  void unknownAndOldKeysAreTold() {
    Settings settings =
        Tables.settings("nope=1\n//r.example/:always-auth=true\nproduction=true\n@s:registry=x\n");

    assertThat(settings.warnings())
        .extracting(warning -> warning.title() + "|" + warning.text())
        .containsExactly(
            "|Unknown user config \"nope\"; jpm does not use it",
            "|Unknown user config \"//r.example/:always-auth\"; jpm does not use it",
            "config|production Old form of omit=dev");
  }

  @Test
  void settingsThatExcludeEachOtherAreRefused() {
    SettingsBuilder builder = new SettingsBuilder(Tables.host(Map.of()));

    assertThatThrownBy(
            () -> builder.commandLine(ArgumentReader.read(List.of("-D", "-O"))).settings())
        .isInstanceOf(JpmException.class)
        .hasMessage("--save-optional cannot be provided when using --save-dev");
  }

  @Test
  void aFlagWinsOverAnExcludedVariable() {
    Settings settings = settings(Map.of("npm_config_save_dev", "true"), "--save-optional");

    assertThat(settings.flag("save-optional")).isTrue();
    assertThat(settings.flag("save-dev")).isFalse();
  }

  @Test
  void productionLeavesOutDev() {
    assertThat(settings(Map.of("NODE_ENV", "production")).list("omit")).containsExactly("dev");
    assertThat(settings(Map.of("NODE_ENV", "test")).list("omit")).isEmpty();
  }

  @Test
  void undecidedIsNotNo() {
    assertThat(settings(Map.of()).decision("yes")).isEmpty();
    assertThat(settings(Map.of(), "--no-yes").decision("yes")).isEqualTo(Optional.of(false));
  }

  @Test
  void credentialsOfNoRegistryAreRefusedWithTheWayOut() {
    Settings settings = Tables.settings("_authToken=secret\nusername=u\n");

    assertThatThrownBy(() -> AuthProblems.of(settings).refuse())
        .isInstanceOf(JpmException.class)
        .hasMessageContaining("`_authToken` must be renamed to `//")
        .hasMessageContaining("`username` must be deleted in user config")
        .hasMessageNotContaining("secret");
  }
}
