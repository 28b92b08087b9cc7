package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages that ship an npm-shrinkwrap.json, beside what the scenarios hold against npm 11. */
class ShippedLockfilesTest {
  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void countForNothingWhereNpm12IsAskedFor() {
    publishTool("node_modules/a");
    TempProject project = TempProject.in(temp.resolve("project")).file("package.json", "{}");
    Jpm jpm = Jpm.with(temp.resolve("home"), registry);

    jpm.run(project, "install", "tool", "--compat=npm12");

    assertThat(project.read("node_modules/a/package.json")).contains("1.5.0");
    assertThat(project.has("node_modules/tool/node_modules")).isFalse();
    assertThat(project.read("package-lock.json")).doesNotContain("hasShrinkwrap");
  }

  @Test
  void mayNotReachOutOfTheirPackage() {
    publishTool("../../../evil");
    TempProject project = TempProject.in(temp.resolve("project")).file("package.json", "{}");
    Jpm jpm = Jpm.with(temp.resolve("home"), registry);

    CommandResult result = jpm.run(project, "install", "tool");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).contains("EINVALIDLOCATION", "tool@1.0.0", "../../../evil");
    assertThat(project.has("node_modules")).isFalse();
  }

  private void publishTool(String location) {
    String lock =
        """
        {"lockfileVersion": 3, "packages": {
          "": {"name": "tool", "version": "1.0.0", "dependencies": {"a": "^1.0.0"}},
          "%s": {"version": "1.0.0"}
        }}
        """
            .formatted(location);
    registry
        .publish("a", "1.0.0")
        .publish("a", "1.5.0")
        .publish(
            "tool", "1.0.0", p -> p.dependency("a", "^1.0.0").file("npm-shrinkwrap.json", lock));
  }
}
