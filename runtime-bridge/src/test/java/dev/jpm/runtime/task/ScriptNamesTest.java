package dev.jpm.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.error.JpmException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptNamesTest {
  private static final List<String> KNOWN =
      List.of("build", "prebuild", "build:js", "build:css", "build:css:min", "test", "odd*name");

  @ParameterizedTest
  @CsvSource({
    "build, build",
    "prebuild, prebuild",
    "build:*, build:js build:css",
    "build:**, build:js build:css build:css:min",
    "'build:{js,css}', build:js build:css",
    "*, build test odd*name",
    "/^build/, build build:js build:css build:css:min",
    "/css|test/, build:css build:css:min test",
    "odd*name, odd*name",
    "nothing, ''",
    "no:*, ''"
  })
  void aWordMeansScripts(String word, String expected) {
    assertThat(String.join(" ", ScriptNames.meant(word, KNOWN))).isEqualTo(expected);
  }

  @Test
  void aBrokenExpressionIsTold() {
    assertThatThrownBy(() -> ScriptNames.meant("/(/", KNOWN))
        .isInstanceOf(JpmException.class)
        .hasMessageStartingWith("/(/ is no regular expression");
  }
}
