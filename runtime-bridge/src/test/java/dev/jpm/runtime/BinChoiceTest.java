package dev.jpm.runtime;

import static dev.jpm.runtime.Samples.LINUX;
import static dev.jpm.runtime.Samples.WINDOWS;
import static dev.jpm.runtime.Samples.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.error.JpmException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinChoiceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name': '@s/tool', 'bin': 'cli.js'}|tool",
        "{'name': 'p', 'bin': {'only': './x.js'}}|only",
        "{'name': 'p', 'bin': {'first': 'x.js', 'second': 'x.js'}}|first",
        "{'name': '@s/p', 'bin': {'a': 'x.js', 'p': 'y.js'}}|p",
        "{'name': 'p', 'bin': ['bin/a', '../b/a']}|a",
        "{'name': 'p', 'bin': {'../../up': '../../../x.js'}}|up"
      })
  void theCommandOfAPackageIsItsOnlyOneOrItsNamesake(String json, String command) {
    assertThat(BinChoice.of(manifest(json))).isEqualTo(command);
  }

  @Test
  void severalCommandsWithoutNamesakeLeaveTheChoiceToTheUser() {
    String json = "{'name': 'p', 'version': '1.0.0', 'bin': {'a': 'x.js', 'b': 'y.js'}}";
    assertThatThrownBy(() -> BinChoice.of(manifest(json)))
        .hasMessage("could not determine executable to run")
        .isInstanceOfSatisfying(
            JpmException.class,
            e -> assertThat(e.hints().getFirst()).isEqualTo("p@1.0.0 has several: a, b"));
    assertThatThrownBy(() -> BinChoice.of(manifest("{'name': 'p', 'version': '1.0.0'}")))
        .isInstanceOfSatisfying(
            JpmException.class, e -> assertThat(e.hints()).containsExactly("p@1.0.0 has no bin"));
  }

  @Test
  void targetsStayInThePackage() {
    assertThat(BinChoice.binsOf(manifest("{'name': 'p', 'bin': {'a': '../../etc/x', 'b': 1}}")))
        .containsExactly(Map.entry("a", "etc/x"));
  }

  @Test
  void theNpxFolderIsNpms() {
    assertThat(BinChoice.npxKey(List.of("cowsay"))).isEqualTo("8f497369b2d6166e");
    assertThat(BinChoice.npxKey(List.of("b@1", "a"))).isEqualTo("83378bc900d57d98");
    assertThat(BinChoice.npxKey(List.of("/abs/dir", "Zed", "alpha"))).isEqualTo("94e21dd7da020b60");
    assertThat(BinChoice.npxKey(List.of("@s/x@^1", "left-pad"))).isEqualTo("9c1b025ec152b0f4");
  }

  @Test
  void aCommandIsQuotedSoThatTheShellTakesItAsAFile() {
    assertThat(BinChoice.quoted("if", LINUX)).isEqualTo("'if'");
    assertThat(BinChoice.quoted("it's", LINUX)).isEqualTo("'it'\\''s'");
    assertThat(BinChoice.quoted("if", WINDOWS)).isEqualTo("if");
  }
}
