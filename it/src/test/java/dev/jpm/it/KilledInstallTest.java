package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.RandomWorlds;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import dev.jpm.testing.TreeListing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An install may end at any moment; the next one makes good. */
class KilledInstallTest {
  private static final int KILLS = 6;
  private static final int PACKAGES = 40;

  private final MockRegistry registry = MockRegistry.start();
  private final long seed = System.nanoTime();

  @TempDir private Path temp;
  private TempProject project;
  private TreeListing right;

  @BeforeEach
  void installUndisturbed() {
    StringBuilder dependencies = new StringBuilder("{");
    for (int i = 0; i < PACKAGES; i++) {
      String name = "package-" + i;
      registry.publish(
          name,
          "1.0.0",
          p -> {
            p.bin(name, "cli.js").dependency("shared", "^1.0.0");
            for (int file = 0; file < 20; file++) {
              p.file("lib/" + file + ".js", "x".repeat(1000 + file));
            }
          });
      dependencies.append(i == 0 ? "" : ",").append('"').append(name).append("\":\"1.0.0\"");
    }
    registry.publish("shared", "1.0.0").publish("shared", "1.5.0");
    String json = dependencies.append('}').toString();
    project = TempProject.in(temp.resolve("project"));
    project.packageJson(p -> p.field("dependencies", json));
    TempProject undisturbed = TempProject.in(temp.resolve("undisturbed").resolve("project"));
    undisturbed.file("package.json", project.read("package.json"));
    Jpm.with(temp.resolve("other-home"), registry).run(undisturbed, "install").succeeded();
    right = undisturbed.tree(".");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void theNextInstallMakesTheRightTreeAndTheCacheIsClean() throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      Jpm jpm = Jpm.with(temp.resolve("home-" + kill), registry);
      Duration moment = Duration.ofMillis(400 + random.nextInt(2600));
      try (SpawnedCommand install = jpm.spawn(project, "install")) {
        install.killAfter(moment);
      }

      jpm.run(project, "install").succeeded();

      assertThat(project.tree(".").lines())
          .as("seed " + seed + ", killed after " + moment)
          .isEqualTo(right.lines());
      jpm.run(project, "cache", "verify").succeeded();
      project.remove("node_modules").remove("package-lock.json");
    }
  }

  @Test
  void aKillWhileTarballsComeLeavesTheProjectAsItWas() throws Exception {
    Jpm jpm = Jpm.with(temp.resolve("home"), registry);
    TreeListing before = project.tree(".");
    var gate = registry.hold("*.tgz");
    try (SpawnedCommand install = jpm.spawn(project, "install")) {
      gate.awaitArrivals(3);
      install.kill();
    }
    gate.open();

    assertThat(project.tree(".").without("node_modules").lines()).isEqualTo(before.lines());
    jpm.run(project, "install").succeeded();
    assertThat(project.tree(".").lines()).isEqualTo(right.lines());
  }

  @Test
  void randomWorldsInstallTheSameTwice() {
    for (long world = 1; world <= 15; world++) {
      try (MockRegistry other = MockRegistry.start()) {
        RandomWorlds.world(world, 8).publishTo(other);
        Path place = temp.resolve("world-" + world);
        TempProject one = TempProject.in(place.resolve("one/project"));
        TempProject two = TempProject.in(place.resolve("two/project"));
        String json = RandomWorlds.world(world, 8).packageJson();
        int first = install(other, one, place.resolve("home-1"), json);
        int second = install(other, two, place.resolve("home-2"), json);

        assertThat(second).isEqualTo(first);
        assertThat(two.tree(".").lines()).as("world " + world).isEqualTo(one.tree(".").lines());
      }
    }
  }

  private static int install(MockRegistry registry, TempProject project, Path home, String json) {
    project.file("package.json", json);
    return Jpm.with(home, registry).run(project, "install").exitCode();
  }
}
