package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two branches that each added a package, merged as git has it done. */
class LockfileMergeCommandTest {
  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void branch() {
    registry.publish("a", "1.0.0").publish("b", "1.0.0").publish("c", "1.0.0");
    project = TempProject.in(temp.resolve("project"));
    jpm = Jpm.with(temp.resolve("home"), registry);
    project.packageJson(p -> p.dependency("b", "^1.0.0"));
    keepLockAs("base");
    project.packageJson(p -> p.dependency("b", "^1.0.0").dependency("c", "^1.0.0"));
    keepLockAs("theirs");
    project.remove("package-lock.json");
    project.packageJson(p -> p.dependency("a", "^1.0.0").dependency("b", "^1.0.0"));
    keepLockAs("ours");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void theResultIsTheLockfileOfBothTogether() {
    jpm.run(project, "lockfile-merge", "base", "ours", "theirs", "package-lock.json").succeeded();

    project.packageJson(
        p -> p.dependency("a", "^1.0.0").dependency("b", "^1.0.0").dependency("c", "^1.0.0"));
    keepLockAs("whole");
    assertThat(project.read("ours")).isEqualTo(project.read("whole"));
  }

  @Test
  void whatCannotBeMergedStaysAsItIs() {
    String ours = project.read("ours");
    project.file("theirs", "{ broken");

    var result = jpm.run(project, "lockfile-merge", "base", "ours", "theirs", "package-lock.json");

    assertThat(result.failed(1).stderr()).contains("package-lock.json (their side)");
    assertThat(project.read("ours")).isEqualTo(ours);
  }

  private void keepLockAs(String name) {
    project.remove("package-lock.json");
    jpm.run(project, "install", "--package-lock-only").succeeded();
    project.file(name, project.read("package-lock.json"));
  }
}
