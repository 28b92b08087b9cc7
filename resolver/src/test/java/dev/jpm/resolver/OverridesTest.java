package dev.jpm.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
  private static final String PACKAGES =
      """
      a@1.0.0 x@^1
      b@1.0.0 x@^2
      x@1.0.0
      x@1.5.0
      x@2.0.0
      x@3.0.0
      y@1.0.0
      """;

  private static String tree(String overrides) {
    return World.of(PACKAGES)
        .treeOf(
            "{\"dependencies\": {\"a\": \"1\", \"b\": \"1\"}, \"overrides\": " + overrides + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // rules | what a gets, what b gets
        "{'x': '3.0.0'}                     | /a 1.0.0, /b 1.0.0, /x 3.0.0",
        "{'x@1': '1.0.0'}                   | /a 1.0.0, /b 1.0.0, /b//x 2.0.0, /x 1.0.0",
        "{'x@^2.0.0': '1.0.0'}              | /a 1.0.0, /b 1.0.0, /b//x 1.0.0, /x 1.5.0",
        "{'x@4': '1.0.0'}                   | /a 1.0.0, /b 1.0.0, /b//x 2.0.0, /x 1.5.0",
        "{'a': {'x': '3.0.0'}}              | /a 1.0.0, /b 1.0.0, /b//x 2.0.0, /x 3.0.0",
        "{'b': {'x': '3.0.0'}, 'x': '1.0.0'} | /a 1.0.0, /b 1.0.0, /b//x 3.0.0, /x 1.0.0",
        "{'b': {'.': '1', 'x': '3.0.0'}} | /a 1.0.0, /b 1.0.0, /b//x 3.0.0, /x 1.5.0",
        "{'x': 'npm:y@1'}                   | /a 1.0.0, /b 1.0.0, /x = y 1.0.0",
        "{'x': ''}                          | /a 1.0.0, /b 1.0.0, /b//x 2.0.0, /x 1.5.0",
      })
  void rulesChangeWhatIsAskedFor(String overrides, String nodes) {
    assertThat(tree(overrides.replace('\'', '"')).strip().replace("\n", ", ")).isEqualTo(nodes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'b': {'x': '1.5.0'}} | /a 1.0.0, /b 1.0.0, /x 1.5.0",
        "{'b': {'x': '3.0.0'}} | /a 1.0.0, /b 1.0.0, /b//x 3.0.0, /x 1.5.0",
        "{'x': '1.0.0'}        | /a 1.0.0, /a//x 1.0.0, /b 1.0.0, /b//x 1.0.0",
        "{'x@2': '1.5.0'}      | /a 1.0.0, /b 1.0.0, /x 1.5.0",
      })
  void rulesAddedLaterComeTrueUnderALockfile(String overrides, String nodes) {
    World world = World.of(PACKAGES).lockedAt("a@1 b@1");

    String tree =
        world.treeOf(
            "{\"dependencies\": {\"a\": \"1\", \"b\": \"1\"}, \"overrides\": "
                + overrides.replace('\'', '"')
                + "}");

    assertThat(tree.strip().replace("\n", ", ")).isEqualTo(nodes);
  }

  @Test
  void aReferenceTakesTheProjectsOwnSpec() {
    assertThat(
            World.of(PACKAGES)
                .treeOf(
                    """
                    {"dependencies": {"a": "1", "x": "3"}, "overrides": {"x": "$x"}}
                    """))
        .isEqualTo("/a 1.0.0\n/x 3.0.0\n");
  }

  @Test
  void aReferenceToNothingIsAnError() {
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() -> tree("{\"x\": \"$z\"}"))
        .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.EOVERRIDE));
  }

  @Test
  void aRuleMayNotContradictTheProjectItself() {
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() -> tree("{\"a\": \"2\"}"))
        .satisfies(error -> {
          assertThat(error.code()).isEqualTo(ErrorCode.EOVERRIDE);
          assertThat(error).hasMessage("Override for a@1 conflicts with direct dependency");
        });
    assertThat(tree("{\"a\": \"1\"}")).contains("/a 1.0.0");
  }

  @Test
  void aLinkedFolderGetsItsRulesWhenTheLinkIsFollowed() {
    World world = World.of("a@3.0.0\nd@1.2.0 a@^1.0.0").folder("lib/f", "f", "1.0.0", "a@^1.0.0");
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() ->
            world.treeOf(
                """
                {
                  "dependencies": {"d": "^1.2.0", "f": "file:./lib/f"},
                  "overrides": {"a@>=1.0.0": ">=1.0.0"}
                }
                """))
        .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.ETARGET));
  }

  @Test
  void anEmptySpecEscapesARuleForSomeVersions() {
    World world = World.of("g@1.0.1\ng@1.1.0");
    assertThat(
            world.treeOf(
                """
                {"devDependencies": {"g": ""}, "overrides": {"g@>=1.1.0": "1.0.1"}}
                """))
        .isEqualTo("/g 1.1.0 dev\n");
  }
}
