package dev.jpm.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.resolver.ResolveOptions.Flag;
import org.junit.jupiter.api.Test;

class PeersTest {
  @Test
  void peersAreInstalledBesideWhoeverWantsThem() {
    assertThat(World.of("a@1.0.0 peer:p@1\np@1.0.0\np@2.0.0").tree("a@1"))
        .isEqualTo(
            """
            /a 1.0.0
            /p 1.0.0 peer
            """);
  }

  @Test
  void aPeerTakesTheVersionThatSuitsTheProjectToo() {
    assertThat(World.of("a@1.0.0 peer:p@>=1\np@1.0.0\np@1.5.0\np@2.0.0").tree("a@1 p@1"))
        .isEqualTo(
            """
            /a 1.0.0
            /p 1.5.0
            """);
    assertThat(World.of("a@1.0.0 peer:p@1\np@1.0.0\np@2.0.0").tree("a@1 p@>=1"))
        .isEqualTo(
            """
            /a 1.0.0
            /p 1.0.0
            """);
  }

  @Test
  void aDependencyWithPeersOfItsOwnVersionNestsAsASet() {
    assertThat(World.of("a@1.0.0 b@1 p@1\nb@1.0.0 peer:p@1\np@1.0.0\np@2.0.0").tree("a@1 p@2"))
        .isEqualTo(
            """
            /a 1.0.0
            /a//b 1.0.0
            /a//p 1.0.0
            /p 2.0.0
            """);
  }

  @Test
  void peersBringTheirPeersAlong() {
    assertThat(World.of("a@1.0.0 peer:b@1\nb@1.0.0 peer:c@1\nc@1.0.0 peer:a@1").tree("a@1"))
        .isEqualTo(
            """
            /a 1.0.0
            /b 1.0.0 peer
            /c 1.0.0 peer
            """);
  }

  @Test
  void optionalPeersAreNotInstalledButCountWhereTheyAre() {
    String packages = "a@1.0.0 maybe:p@1\nb@1.0.0 p@>=1\np@1.0.0\np@2.0.0";
    assertThat(World.of(packages).tree("a@1")).isEqualTo("/a 1.0.0\n");
    assertThat(World.of(packages).tree("a@1 b@1"))
        .isEqualTo(
            """
            /a 1.0.0
            /b 1.0.0
            /p 1.0.0
            """);
  }

  @Test
  void aContradictionThatTheProjectMadeIsFatalAndExplained() {
    assertThat(World.of("a@1.0.0 peer:p@1\np@1.0.0\np@2.0.0").conflict("a@1 p@2"))
        .isEqualTo(
            """
            While resolving: project@1.0.0
            Found: p@2.0.0
            node_modules/p
              p@"2" from the root project

            Could not resolve dependency:
            peer p@"1" from a@1.0.0
            node_modules/a
              a@"1" from the root project

            Fix the upstream dependency conflict, or retry this command with --force or \
            --legacy-peer-deps to accept an incorrect (and potentially broken) dependency \
            resolution.\
            """);
  }

  @Test
  void twoDependenciesWhosePeersContradictAreExplainedWithBoth() {
    assertThat(World.of("a@1.0.0 peer:p@1\nb@1.0.0 peer:p@2\np@1.0.0\np@2.0.0").conflict("a@1 b@1"))
        .isEqualTo(
            """
            While resolving: project@1.0.0
            Found: p@1.0.0
            node_modules/p
              peer p@"1" from a@1.0.0
              node_modules/a
                a@"1" from the root project

            Could not resolve dependency:
            b@"1" from the root project

            Conflicting peer dependency: p@2.0.0
            node_modules/p
              peer p@"2" from b@1.0.0
              node_modules/b
                b@"1" from the root project

            Fix the upstream dependency conflict, or retry this command with --force or \
            --legacy-peer-deps to accept an incorrect (and potentially broken) dependency \
            resolution.\
            """);
  }

  @Test
  void forceTakesWhatTheProjectAsksFor() {
    assertThat(World.of("a@1.0.0 peer:p@1\np@1.0.0\np@2.0.0").with(Flag.FORCE).tree("a@1 p@2"))
        .isEqualTo(
            """
            /a 1.0.0
            /p 2.0.0
            """);
  }

  @Test
  void legacyPeerDepsDoesNotKnowPeers() {
    World world = World.of("a@1.0.0 peer:p@1\np@1.0.0\np@2.0.0").with(Flag.LEGACY_PEER_DEPS);
    assertThat(world.tree("a@1")).isEqualTo("/a 1.0.0\n");
    assertThat(world.tree("a@1 p@2")).isEqualTo("/a 1.0.0\n/p 2.0.0\n");
  }

  @Test
  void aContradictionAmongOthersIsOverriddenWithAWarningUnlessStrict() {
    String packages =
        """
        x@1.0.0 b@1
        b@1.0.0 peer:a@1 peer:p@2
        a@1.0.0 peer:p@1
        p@1.0.0
        p@2.0.0
        """;
    Resolution.Resolved resolved = World.of(packages).resolved("x@1");
    assertThat(World.told(resolved.tree()))
        .isEqualTo("/a 1.0.0 peer\n/b 1.0.0\n/p 1.0.0 peer\n/x 1.0.0\n");
    assertThat(resolved.warnings())
        .singleElement()
        .satisfies(warning -> {
          assertThat(warning.code()).isEqualTo("ERESOLVE");
          assertThat(warning.message())
              .startsWith("overriding peer dependency\n")
              .contains("peer p@\"2\" from b@1.0.0");
        });
    assertThat(World.of(packages).with(Flag.STRICT_PEER_DEPS).conflict("x@1"))
        .contains("While resolving: x@1.0.0")
        .contains("--no-strict-peer-deps, --force, or --legacy-peer-deps");
  }

  @Test
  void theProjectsOwnPeersAreInstalledToo() {
    assertThat(World.of("p@1.0.0\nq@1.0.0").tree("peer:p@1 maybe:q@1"))
        .isEqualTo("/p 1.0.0 peer\n");
  }

  @Test
  void aPeerSetIsReplacedAsAWhole() {
    assertThat(
            World.of(
                    """
                    v@1.0.0 peer:a@1||2
                    a@1.0.0 peer:b@1
                    a@2.0.0 peer:b@2
                    b@1.0.0 peer:a@1
                    b@2.0.0 peer:a@2
                    w@1.0.0 a@1
                    """)
                .tree("v@1 a@1"))
        .isEqualTo(
            """
            /a 1.0.0
            /b 1.0.0 peer
            /v 1.0.0
            """);
  }
}
