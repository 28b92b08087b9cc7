package dev.jpm.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.Manifest;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class WorkspaceFoldersTest {
  @TempDir Path project;

  @Test
  void findsFoldersWithAPackageJsonByPatternThenByName() throws IOException {
    packages("packages/b", "packages/a", "packages/Z", "tools/x", "packages/a/node_modules/c");
    Files.createDirectories(project.resolve("packages/empty"));
    assertThat(find("[\"tools/*\", \"./packages/*/\"]"))
        .containsExactly("tools/x", "packages/a", "packages/b", "packages/Z");
  }

  @Test
  void leavesOutWhatALaterPatternNegates() throws IOException {
    packages("packages/a", "packages/b", "packages/c");
    assertThat(find("[\"packages/*\", \"!packages/b\"]"))
        .containsExactly("packages/a", "packages/c");
  }

  @Test
  void takesBackInWhatAPatternAfterTheNegationNames() throws IOException {
    packages("packages/a", "packages/b");
    assertThat(find("[\"packages/*\", \"!packages/b\", \"packages/b\"]"))
        .containsExactlyInAnyOrder("packages/a", "packages/b");
  }

  @Test
  void readsTheObjectFormAndDescendsThroughDoubleStars() throws IOException {
    packages("apps/one", "apps/deep/er/two", "apps/deep/node_modules/no");
    assertThat(find("{\"packages\": [\"apps/**\"]}"))
        .containsExactly("apps/deep/er/two", "apps/one");
  }

  @Test
  void containsWhatItWouldFind() throws IOException {
    Manifest root = manifest("[\"packages/**\", \"!packages/b\"]");

    assertThat(WorkspaceFolders.contains(root, project, project.resolve("packages/a/x"))).isTrue();
    for (String other : List.of("", "other", "packages/b", "packages/a/node_modules/c", "../x")) {
      assertThat(WorkspaceFolders.contains(root, project, project.resolve(other).normalize()))
          .as(other)
          .isFalse();
    }
    assertThat(WorkspaceFolders.contains(manifest("5"), project, project.resolve("a"))).isFalse();
  }

  @Test
  void refusesAFieldThatIsNoList() {
    assertThatThrownBy(() -> find("\"packages/*\""))
        .isInstanceOf(JpmException.class)
        .hasMessageContaining("workspaces");
  }

  private Iterable<String> find(String workspaces) throws IOException {
    return new WorkspaceFolders(project, WorkspacePatterns.of(manifest(workspaces))).find();
  }

  private static Manifest manifest(String workspaces) {
    return new Manifest(
        (ObjectNode) JsonMapper.shared().readTree("{\"workspaces\":" + workspaces + "}"));
  }

  private void packages(String... folders) throws IOException {
    for (String folder : folders) {
      Path at = Files.createDirectories(project.resolve(folder));
      Files.writeString(at.resolve("package.json"), "{}");
    }
  }
}
