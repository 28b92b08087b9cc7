package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.bridge.BridgeOptions;
import dev.jpm.bridge.NodeProject;
import dev.jpm.model.error.JpmException;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.TempProject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Java programs with a project that stays open, without a Node.js that runs anything. */
@Timeout(60)
class BridgeProjectTest {
  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;

  @AfterEach
  void stop() {
    registry.close();
  }

  private NodeProject open(TempProject project, Path bin) {
    Jpm jpm =
        Jpm.with(temp.resolve("home"), registry)
            .set("PATH", bin + ":/usr/bin:/bin")
            .set("npm_config_runtime", "system")
            .set("npm_config_prefer_online", "true")
            .set("npm_config_fetch_retries", "0");
    return NodeProject.open(project.folder(), new BridgeOptions(jpm.environment(), event -> {}));
  }

  @Test
  void eachInstallAsksTheRegistryAnew() throws Exception {
    TempProject files =
        TempProject.in(temp.resolve("project")).packageJson(p -> p.dependency("x", "^1.0.0"));
    try (NodeProject project = open(files, StandInNode.in(temp.resolve("bin")))) {
      assertThatThrownBy(project::install).isInstanceOf(JpmException.class);

      registry.publish("x", "1.0.0");
      assertThat(project.install().added()).isEqualTo(1);

      registry.publish("x", "1.1.0");
      Files.delete(files.folder().resolve("package-lock.json"));
      files.packageJson(p -> p.dependency("x", "^1.1.0"));
      assertThat(project.install().changed()).isEqualTo(1);
    }
  }
}
