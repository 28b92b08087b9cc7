package dev.jpm.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.resolver.ResolveOptions.Flag;
import dev.jpm.resolver.ResolveOptions.InstallStrategy;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlacementTest {
  @Test
  void packagesGoToTheTop() {
    assertThat(World.of("a@1.0.0 b@1\nb@1.0.0 c@1\nc@1.0.0").tree("a@1"))
        .isEqualTo(
            """
            /a 1.0.0
            /b 1.0.0
            /c 1.0.0
            """);
  }

  @Test
  void aSecondVersionGoesBelowWhoeverWantsIt() {
    assertThat(World.of("a@1.0.0 b@1\nb@1.0.0\nb@2.0.0").tree("a@1 b@2"))
        .isEqualTo(
            """
            /a 1.0.0
            /a//b 1.0.0
            /b 2.0.0
            """);
  }

  @Test
  void whatSatisfiesIsSharedUnlessTheNewOneIsNewerAndCanReplaceIt() {
    String packages = "a@1.0.0 x@1.0.0\nb@1.0.0 x@^1\nx@1.0.0\nx@1.1.0";
    assertThat(World.of(packages).tree("a@1 b@1"))
        .isEqualTo(
            """
            /a 1.0.0
            /b 1.0.0
            /x 1.0.0
            """);
    assertThat(World.of("a@1.0.0 x@^1\nb@1.0.0 x@1.1.0\nx@1.1.0\nx@1.2.0").tree("a@1 b@1"))
        .isEqualTo(
            """
            /a 1.0.0
            /b 1.0.0
            /b//x 1.1.0
            /x 1.2.0
            """);
  }

  @Test
  void preferDedupeTakesTheOlderOneForBoth() {
    assertThat(
            World.of("a@1.0.0 x@^1\nb@1.0.0 x@1.1.0\nx@1.1.0\nx@1.2.0")
                .with(Flag.PREFER_DEDUPE)
                .tree("a@1 b@1"))
        .isEqualTo(
            """
            /a 1.0.0
            /b 1.0.0
            /x 1.1.0
            """);
  }

  @Test
  void aNameNeverShadowsWhatADescendantRelies() {
    assertThat(
            World.of(
                    """
                    a@1.0.0 b@2 c@1
                    b@1.0.0
                    b@2.0.0 x@1
                    c@1.0.0 x@2
                    c@2.0.0
                    x@1.0.0
                    x@2.0.0
                    x@3.0.0
                    """)
                .tree("a@1 b@1 c@2 x@3"))
        .isEqualTo(
            """
            /a 1.0.0
            /a//b 2.0.0
            /a//c 1.0.0
            /a//c//x 2.0.0
            /a//x 1.0.0
            /b 1.0.0
            /c 2.0.0
            /x 3.0.0
            """);
  }

  @Test
  void theNestedStrategyRepeatsAndTheShallowOneStaysUnderTheTop() {
    String packages = "a@1.0.0 b@1\nb@1.0.0 c@1\nc@1.0.0";
    World nested = World.of(packages);
    nested.options = nested.options.withStrategy(InstallStrategy.NESTED);
    assertThat(nested.tree("a@1")).isEqualTo("/a 1.0.0\n/a//b 1.0.0\n/a//b//c 1.0.0\n");
    World shallow = World.of(packages);
    shallow.options = shallow.options.withStrategy(InstallStrategy.SHALLOW);
    assertThat(shallow.tree("a@1")).isEqualTo("/a 1.0.0\n/a//b 1.0.0\n/a//c 1.0.0\n");
  }

  @Test
  void endlessNestingIsCutByALink() {
    assertThat(
            World.of(
                    """
                    a@1.0.0 b@1
                    a@2.0.0 b@2
                    b@1.0.0 a@2
                    b@2.0.0 a@1
                    """)
                .tree("a@1 b@2"))
        .isEqualTo(
            """
            /a 1.0.0
            /a//a 2.0.0
            /a//a//a -> node_modules/a
            /a//a//b 2.0.0
            /a//b 1.0.0
            /b 2.0.0
            """);
  }

  @Test
  void anAliasStandsUnderItsOwnNameBesideTheRealOne() {
    assertThat(World.of("x@1.0.0\nx@2.0.0").tree("y@npm:x@1 x@2"))
        .isEqualTo(
            """
            /x 2.0.0
            /y = x 1.0.0
            """);
  }

  @Test
  void namesThatDifferInCaseOnlyShareASlot() {
    assertThat(
            World.of("a@1.0.0 JSONStream@1\nJSONStream@1.0.0\njsonstream@1.0.0")
                .tree("jsonstream@1 a@1"))
        .isEqualTo(
            """
            /a 1.0.0
            /a//JSONStream 1.0.0
            /jsonstream 1.0.0
            """);
  }

  @Test
  void laterSectionsWinOverEarlierOnes() {
    assertThat(World.of("a@1.0.0\na@2.0.0\na@3.0.0").tree("a@1 opt:a@2"))
        .isEqualTo("/a 2.0.0 optional\n");
    assertThat(World.of("a@1.0.0\na@2.0.0\na@3.0.0").tree("a@1 dev:a@3"))
        .isEqualTo("/a 3.0.0 dev\n");
  }

  @Test
  void developmentDependenciesOfDependenciesDoNotCount() {
    assertThat(World.of("a@1.0.0 dev:b@1\nb@1.0.0").tree("a@1")).isEqualTo("/a 1.0.0\n");
  }

  @Test
  void everyResolutionOfTheSameComesToTheSame() {
    StringBuilder packages = new StringBuilder();
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      for (int major = 1; major <= 3; major++) {
        packages.append("p").append(i).append('@').append(major).append(".0.0");
        for (int k = 0; k < 3; k++) {
          packages
              .append(random.nextInt(4) == 0 ? " peer:p" : " p")
              .append(random.nextInt(60))
              .append("@>=")
              .append(1 + random.nextInt(3));
        }
        packages.append('\n');
      }
    }
    World world = World.of(packages.toString());
    String first = world.tree("p1@1 p2@2 p3@3 p4@1");
    assertThat(first.lines().count()).isGreaterThan(20);
    assertThat(World.of(packages.toString()).tree("p1@1 p2@2 p3@3 p4@1")).isEqualTo(first);
  }

  @Test
  void aVeryLongChainDoesNotOverflow() {
    StringBuilder packages = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      packages.append("p%d@1.0.0 p%d@1\n".formatted(i, i + 1));
    }
    packages.append("p10000@1.0.0\n");
    assertThat(World.of(packages.toString()).resolved("p0@1").tree().nodes()).hasSize(10_002);
  }

  @Test
  void aVeryLongChainOfPeersDoesNotOverflow() {
    StringBuilder packages = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      packages.append("p%d@1.0.0 peer:p%d@1\n".formatted(i, i + 1));
    }
    packages.append("p1000@1.0.0\n");
    assertThat(World.of(packages.toString()).resolved("p0@1").tree().nodes()).hasSize(1_002);
  }

  @Test
  void peersThatAllKnowEachOtherAreNotTriedInEveryOrder() {
    StringBuilder packages = new StringBuilder();
    int size = 24;
    for (int i = 0; i < size; i++) {
      packages.append("p%d@1.0.0".formatted(i));
      for (int k = 0; k < size; k++) {
        if (k != i) {
          packages.append(" peer:p%d@1".formatted(k));
        }
      }
      packages.append('\n');
    }
    assertThat(World.of(packages.toString()).resolved("p0@1").tree().nodes()).hasSize(size + 1);
  }
}
