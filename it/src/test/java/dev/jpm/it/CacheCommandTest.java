package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking into the cache, and mending it. */
class CacheCommandTest {
  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void install() {
    registry.publish("a", "1.0.0", p -> p.file("big.js", "x".repeat(5000)));
    project = TempProject.in(temp.resolve("project"));
    project.packageJson(p -> p.dependency("a", "*"));
    jpm = Jpm.with(temp.resolve("home"), registry);
    jpm.run(project, "install").succeeded();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void whatWasFetchedIsListed() {
    assertThat(jpm.run(project, "cache", "ls").succeeded().stdout())
        .startsWith("a@1.0.0 " + registry.integrity("a", "1.0.0"));
  }

  @Test
  void aCleanCacheVerifies() {
    CommandResult result = jpm.run(project, "cache", "verify").succeeded();

    assertThat(result.stdout()).containsIgnoringCase("verified");
  }

  @Test
  void aSpecCanBeFetchedAheadOfAnInstall() {
    registry.publish("ahead", "1.0.0");
    jpm.run(project, "cache", "add", "ahead@1.0.0").succeeded();
    registry.requests().clear();

    jpm.run(project, "install", "ahead", "--offline").succeeded();

    assertThat(registry.requests().counts()).isEmpty();
  }

  @Test
  void cleaningIsDoneOnlyByForceAndThenAllIsFetchedAgain() {
    assertThat(jpm.run(project, "cache", "clean").failed(1).stderr()).contains("--force");
    jpm.run(project, "cache", "clean", "--force").succeeded();
    project.remove("node_modules");
    registry.requests().clear();

    jpm.run(project, "ci").succeeded();

    assertThat(registry.requests().tarballCount()).isEqualTo(1);
  }

  @Test
  void changingAnInstalledFileDoesNotSpoilTheNextInstall() throws IOException {
    Path installed = project.path("node_modules/a/big.js");
    Files.delete(installed);
    Files.writeString(installed, "changed");

    jpm.run(project, "ci").succeeded();

    assertThat(project.read("node_modules/a/big.js")).hasSize(5000);
  }

  @Test
  void aTornTarballInTheCacheIsFetchedAnew() throws IOException {
    try (Stream<Path> files = Files.walk(jpm.cache())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.size(file) > 0 && file.toString().endsWith(".tgz")) {
          Files.write(file, new byte[] {1, 2, 3});
        }
      }
    }
    jpm.run(project, "cache", "verify");
    project.remove("node_modules");

    jpm.run(project, "ci").succeeded();

    assertThat(project.read("node_modules/a/big.js")).hasSize(5000);
  }
}
