package dev.jpm.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a project without a lockfile already knows before anything is resolved. */
class WorkspacesTest {
  @Test
  void aWorkspaceThatWantsAnotherVersionOfAWorkspaceComesFirst() {
    World world =
        World.of("c@1.1.0")
            .workspace("packages/p1", "w1", "1.0.0", "")
            .workspace("packages/p2", "p2", "1.0.0", "c@1.0.0")
            .workspace("packages/p3", "p3", "1.0.0", "w1@^2.0.0");
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() -> world.resolve(""))
        .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.E404));
  }

  @Test
  void overridesReachWhatOnlyAWorkspaceWants() {
    World world =
        World.of("k@1.2.0\nk@2.1.0\na@1.0.0 k@^2.0.0\nm@1.0.0\nm@2.0.0 a@^1.0.0")
            .workspace("packages/p", "w", "1.0.0", "m@^2.0.0");
    assertThat(
            world.treeOf(
                """
                {"devDependencies": {"m": "^1.0.0"}, "overrides": {"k": "^1.2.0"}}
                """))
        .contains("/k 1.2.0")
        .doesNotContain("k 2.1.0");
  }

  @Test
  void aRuleAgainstADirectDependencyIsRefusedEvenWhereThatIsRemoved() {
    World world = World.of("i@1.0.0").with(Changes.removing(List.of("i")));
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() ->
            world.resolve(
                World.json("{\"dependencies\": {\"i\": \"1.x\"}, \"overrides\": {\"i\": \"^2\"}}")))
        .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.EOVERRIDE));
  }
}
