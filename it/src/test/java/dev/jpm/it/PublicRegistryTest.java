package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.testing.Folders;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A few calls of the registry that is configured by default. Where it cannot be reached, each test
 * says so in a plain line and ends: a build without a network is no failure, but no proof either.
 */
@Tag("registry")
class PublicRegistryTest {
  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void copySample() {
    Path folder = temp.resolve("workspaces");
    Folders.copySources(Folders.fixture("workspaces"), folder);
    project = TempProject.in(folder);
    jpm = Jpm.withDefaults(temp.resolve("home"));
  }

  @Test
  void aSampleProjectInstallsAsItsLockfileSays() throws Exception {
    if (PublicRegistry.isOutOfReach()) {
      return;
    }
    String lock = project.read("package-lock.json");

    jpm.run(project, "ci").succeeded();

    assertThat(project.read("package-lock.json")).isEqualTo(lock);
    assertThat(project.read("node_modules/ms/package.json")).contains("\"version\": \"2.0.0\"");
    assertThat(project.read("packages/shout/node_modules/ms/package.json"))
        .contains("\"version\": \"2.1.3\"");
  }

  @Test
  void aPackageThatDoesNotExistIsNotFound() throws Exception {
    if (PublicRegistry.isOutOfReach()) {
      return;
    }
    List<String> command = List.of("install", "@jpm-has-no-such-scope/no-such-package");

    assertThat(jpm.run(project.folder(), command).failed(1).stderr()).contains("code E404");
  }
}
