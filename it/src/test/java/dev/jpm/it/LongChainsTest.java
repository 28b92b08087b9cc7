package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees deeper and broader than anybody has them go through every command that walks a tree. */
class LongChainsTest {
  /** {@code -Dchain=10000} takes longer. */
  private static final int LENGTH = Integer.getInteger("chain", 2_000);

  /** So small that to go down such a chain by calls would not fit: an eighth of what is usual. */
  private static final long STACK_BYTES = 160 << 10;

  private static final int BREADTH = 5_000;

  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void prepare() {
    project = TempProject.in(temp.resolve("project"));
    jpm = Jpm.with(temp.resolve("home"), registry);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aLongChainGoesThroughEveryCommand() {
    publishChain(1);
    project.packageJson(p -> p.dependency("p1", "1.0.0"));

    succeeds("install", "--package-lock-only");
    assertThat(succeeds("ls", "--all", "--package-lock-only").lines().count())
        .isEqualTo(LENGTH + 2);
    succeeds("ci");
    String explained = succeeds("explain", "p" + LENGTH);
    assertThat(explained.lines().count()).isEqualTo(LENGTH * 2 + 1);
    assertThat(explained.lines().toList().getLast().strip())
        .isEqualTo("p1@\"1.0.0\" from the root project");
    for (String command : List.of("ls --all --json", "explain --json p" + LENGTH, "fund --json")) {
      assertThat(succeeds(command.split(" "))).startsWith(command.startsWith("e") ? "[" : "{");
    }
    for (String command : List.of("install", "dedupe", "prune", "rebuild", "query #p9", "ls p9")) {
      succeeds(command.split(" "));
    }
    succeeds("uninstall", "p1");
    assertThat(project.has("node_modules/p2")).isFalse();
  }

  private void publishChain(int first) {
    for (int i = first; i < LENGTH; i++) {
      String next = "p" + (i + 1);
      registry.publish("p" + i, "1.0.0", p -> p.dependency(next, "^1.0.0"));
    }
    registry.publish("p" + LENGTH, "1.0.0");
  }

  @Test
  void aChainThatIsNestedEndsWhereThePathsOfTheSystemEnd() {
    publishChain(LENGTH - 999);
    project.packageJson(p -> p.dependency("p" + (LENGTH - 999), "1.0.0"));

    CommandResult result = jpm.run(project, "install", "--install-strategy=nested");

    // Windows lets paths be as long as that.
    assertThat(result.stderr()).contains(result.exitCode() == 0 ? "" : "code ENAMETOOLONG");
    assertThat(project.has("node_modules")).isEqualTo(result.exitCode() == 0);
  }

  @Test
  void fiveThousandDirectDependenciesAreLockedListedAndRemoved() {
    for (int i = 0; i < BREADTH; i++) {
      String other = "b" + (i * 7 + 1) % BREADTH;
      registry.publish("b" + i, "1.0.0", p -> p.dependency(other, "*"));
    }
    project.packageJson(p -> {
      for (int i = 0; i < BREADTH; i++) {
        p.dependency("b" + i, "^1.0.0");
      }
    });

    succeeds("install", "--package-lock-only");
    assertThat(succeeds("ls", "--package-lock-only").lines().count()).isEqualTo(BREADTH + 2);
    succeeds("install", "--package-lock-only", "--prefer-dedupe");
    succeeds("uninstall", "--package-lock-only", "b0", "b4999");
    assertThat(project.read("package.json")).doesNotContain("\"b0\"");
  }

  @Test
  void waysWithoutNumberAreExplainedInSoManyLinesAsAnybodyReads() {
    int layers = 40;
    for (int layer = 1; layer <= layers; layer++) {
      for (String side : List.of("l", "r")) {
        int below = layer + 1;
        registry.publish(
            side + layer,
            "1.0.0",
            p -> {
              if (below <= layers) {
                p.dependency("l" + below, "*").dependency("r" + below, "*");
              }
            });
      }
    }
    project.packageJson(p -> p.dependency("l1", "*").dependency("r1", "*"));
    succeeds("install");

    String explained = succeeds("explain", "l" + layers);

    assertThat(explained.lines().count()).isBetween((long) layers, 200_000L);
    assertThat(succeeds("explain", "--json", "l" + layers)).hasSizeGreaterThan(layers);
  }

  private String succeeds(String... command) {
    FutureTask<String> task =
        new FutureTask<>(() -> jpm.run(project, command).succeeded().stdout());
    new Thread(null, task, "a small stack", STACK_BYTES).start();
    try {
      return task.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(String.join(" ", command), e);
    }
  }
}
