package dev.jpm.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.registrymock.MockRegistry;
import org.junit.jupiter.api.Test;

class LawTest {
  @Test
  void theSameSeedGivesTheSameWorld() {
    assertThat(RandomWorlds.world(7, 12)).isEqualTo(RandomWorlds.world(7, 12));
    assertThat(RandomWorlds.world(7, 12)).isNotEqualTo(RandomWorlds.world(8, 12));
  }

  @Test
  void aFailureIsToldByItsSeedAndItsSmallestWorld() {
    assertThatThrownBy(() ->
            Law.holds(
                1, 20, 10, world -> assertThat(world.packages().keySet()).doesNotContain("@s/c")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed 1 fails")
        .hasMessageContaining(
            """
            {
              "registry": {
                "@s/c": {}
              },
              "project": {},
              "commands": []
            }
            """);
  }

  @Test
  void aStatementThatHoldsIsSilent() {
    Law.holds(1, 20, 10, world -> assertThat(world.smaller()).doesNotContain(world));
  }

  @Test
  void aWorldCanBePublished() {
    try (MockRegistry registry = MockRegistry.start()) {
      World world = RandomWorlds.world(3, 6);

      world.publishTo(registry);

      world
          .packages()
          .forEach((name, versions) ->
              assertThat(versions)
                  .allSatisfy(v -> assertThat(registry.tarball(name, v)).isNotEmpty()));
    }
  }
}
