package dev.jpm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.config.ArgumentReader;
import dev.jpm.config.Host;
import dev.jpm.config.Origin.Layer;
import dev.jpm.config.SettingsBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExportedSettingsTest {
  private static Map<String, String> exported(
      Map<String, String> environment, String project, String... arguments) {
    Host host =
        new Host(environment, Path.of("/h"), Path.of("/h/project"), Path.of("/prefix"), false);
    return ExportedSettings.of(
        new SettingsBuilder(host)
            .commandLine(ArgumentReader.read(List.of(arguments)))
            .environment()
            .file(Layer.PROJECT, "/h/project/.npmrc", project)
            .settings());
  }

  @Test
  void whatDiffersFromItsDefaultIsTold() {
    assertThat(exported(Map.of(), "save-exact=true\nfund=false\n", "--loglevel", "silent"))
        .containsEntry("save-exact", "true")
        .containsEntry("fund", "")
        .containsEntry("loglevel", "silent")
        .doesNotContainKeys("audit", "save-prefix", "user-agent");
  }

  @Test
  void whatEqualsItsDefaultIsNotToldEvenWhereSomebodySetIt() {
    assertThat(exported(Map.of(), "fund=true\n", "--audit")).doesNotContainKeys("fund", "audit");
  }

  @Test
  void whatTheEnvironmentSaysStandsThereAlready() {
    assertThat(exported(Map.of("npm_config_save_exact", "true"), ""))
        .doesNotContainKey("save-exact");
  }

  @Test
  void aFlagThatGoesBackToTheDefaultIsToldAgainstTheEnvironment() {
    assertThat(exported(Map.of("npm_config_save_exact", "true"), "", "--no-save-exact"))
        .containsEntry("save-exact", "");
  }

  @Test
  void secretsAndRegistriesOfScopesStayPrivate() {
    String project =
        """
        //registry.example/:_authToken=secret
        _auth=secret
        @scope:registry=https://registry.example/
        """;
    assertThat(exported(Map.of(), project).toString()).doesNotContain("secret", "scope");
  }

  @Test
  void whatConcernsThisCommandOnlyIsNotHandedOn() {
    assertThat(exported(Map.of(), "", "--if-present", "--workspace=a"))
        .doesNotContainKeys("if-present", "workspace");
  }

  @Test
  void placesThatToolsLookUpAreAlwaysTold() {
    assertThat(exported(Map.of(), ""))
        .containsOnlyKeys("cache", "globalconfig", "init-module", "prefix", "userconfig")
        .containsEntry("userconfig", "/h/.npmrc")
        .containsEntry("prefix", "/prefix");
  }
}
