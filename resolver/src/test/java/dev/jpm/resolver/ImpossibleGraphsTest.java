package dev.jpm.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import org.junit.jupiter.api.Test;

/** Whatever a registry says, a resolution ends: in a tree, or in an explanation. */
class ImpossibleGraphsTest {
  @Test
  void everybodyDependsOnEverybody() {
    StringBuilder packages = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      packages.append("p").append(i).append("@1.0.0");
      for (int j = 0; j < 40; j++) {
        packages.append(" p").append(j).append("@*");
      }
      packages.append('\n');
    }
    assertThat(World.of(packages.toString()).tree("p0").lines()).hasSize(40);
  }

  @Test
  void versionsThatWantEachOtherInTurnEnd() {
    World world = World.of("a@1.0.0 b@1\na@2.0.0 b@2\nb@1.0.0 a@2\nb@2.0.0 a@1");
    assertThat(world.tree("a@1 b@2")).contains("->");
  }

  @Test
  void peersThatTakeEachOthersPlaceForEverEndInAnExplanation() {
    World world =
        World.of(
            """
            a@1.0.0 peer:b@1 peer:c@2
            a@2.0.0 peer:b@2 peer:c@1
            b@1.0.0 peer:a@2 peer:c@1
            b@2.0.0 peer:a@1 peer:c@2
            c@1.0.0 peer:a@1 peer:b@2
            c@2.0.0 peer:a@2 peer:b@1
            """);
    for (String project : new String[] {"a", "a b", "a@1 b@1 c@1", "b c", "dev:a peer:b@1"}) {
      for (boolean strict : new boolean[] {false, true}) {
        World tried = strict ? world.with(ResolveOptions.Flag.STRICT_PEER_DEPS) : world;
        assertThat(tried.resolve(project)).isNotNull();
      }
    }
  }

  @Test
  void fiveThousandDirectDependenciesAreFine() {
    StringBuilder packages = new StringBuilder();
    StringBuilder project = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      packages.append("p").append(i).append("@1.0.0 p").append((i + 1) % 5_000).append("@^1\n");
      project.append("p").append(i).append("@^1.0.0 ");
    }
    assertThat(World.of(packages.toString()).tree(project.toString()).lines()).hasSize(5_000);
  }

  @Test
  void aChainOfNineHundredPeersIsFine() {
    StringBuilder packages = new StringBuilder();
    for (int i = 0; i < 900; i++) {
      packages.append("p").append(i).append("@1.0.0 peer:p").append(i + 1).append("@^1\n");
    }
    packages.append("p900@1.0.0\n");
    assertThat(World.of(packages.toString()).tree("p0").lines()).hasSize(901);
  }

  @Test
  void absurdVersionsAreOnlyNotPicked() {
    World world =
        World.of(
            """
            a@1.0.0
            a@99999999999999999999.0.0
            a@not-a-version
            a@1
            a@-1.0.0
            a@1.0.0-..
            """);
    assertThat(world.tag("a", "latest", "not-a-version").tree("a@^1.0.0")).isEqualTo("/a 1.0.0\n");
  }

  @Test
  void namesThatAreNoNamesAreRefused() {
    for (String name : new String[] {"../up", ".hidden", "node_modules", "a/b/c", "@s/../x"}) {
      assertThatExceptionOfType(JpmException.class)
          .isThrownBy(() ->
              World.of("")
                  .resolve(World.json("{\"dependencies\": {\"" + name + "\": \"^1.0.0\"}}")))
          .as(name)
          .satisfies(error -> assertThat(error.code()).isNotEqualTo(ErrorCode.EINTERNAL));
    }
  }
}
