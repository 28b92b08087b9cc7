package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import dev.jpm.testing.TreeListing;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much work an install does where most of it is done already. */
class WarmInstallTest {
  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void installOnce() {
    registry
        .publish("a", "1.0.0", p -> p.dependency("b", "^1.0.0").bin("a", "cli.js"))
        .publish("b", "1.2.0", p -> p.file("lib/deep/x.js", "x"))
        .publish("@s/c", "2.0.0");
    project = TempProject.in(temp.resolve("project"));
    project.packageJson(p -> p.dependency("a", "^1.0.0").devDependency("@s/c", "*"));
    jpm = Jpm.with(temp.resolve("home"), registry);
    jpm.run(project, "install").succeeded();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void theFirstInstallFetchesEachThingOnce() {
    assertThat(registry.requests().counts())
        .containsOnlyKeys(
            "GET /a",
            "GET /a/-/a-1.0.0.tgz",
            "GET /b",
            "GET /b/-/b-1.2.0.tgz",
            "GET /@s/c",
            "GET /@s/c/-/c-2.0.0.tgz");
    assertThat(registry.requests().counts().values()).containsOnly(1);
  }

  @Test
  void theSecondInstallSendsNoRequestAndWritesNothing() {
    registry.requests().clear();
    TreeListing before = project.tree(".");

    CommandResult second = jpm.run(project, "install").succeeded();

    assertThat(registry.requests().counts()).isEmpty();
    assertThat(project.tree(".").changedSince(before)).isEmpty();
    assertThat(second.stdout()).contains("up to date");
  }

  @Test
  void warmCiSendsNoRequestAndMakesTheSameTree() {
    registry.requests().clear();
    TreeListing before = project.tree(".");

    CommandResult ci = jpm.run(project, "ci").succeeded();

    assertThat(registry.requests().counts()).isEmpty();
    assertThat(project.tree(".").lines()).isEqualTo(before.lines());
    assertThat(ci.stdout()).contains("added 3 packages");
  }

  @Test
  void ciTakesAwayWhatDoesNotBelong() {
    project.file("node_modules/stray/index.js", "x").file("node_modules/a/index.js", "changed");
    TreeListing before = project.tree(".").without("node_modules/stray", "node_modules/a/index.js");

    jpm.run(project, "ci").succeeded();

    assertThat(project.has("node_modules/stray")).isFalse();
    assertThat(project.read("node_modules/a/cli.js")).contains("a@1.0.0");
    assertThat(project.tree(".").without("node_modules/a/index.js").lines())
        .isEqualTo(before.lines());
  }

  @Test
  void aWarmInstallOfAnotherProjectFetchesNoTarball() {
    TempProject other = TempProject.in(temp.resolve("other"));
    other.file("package.json", project.read("package.json"));
    registry.requests().clear();

    jpm.run(other, "install").succeeded();

    assertThat(registry.requests().tarballs()).isEmpty();
    assertThat(other.tree("node_modules").without(".package-lock.json").lines())
        .isEqualTo(project.tree("node_modules").without(".package-lock.json").lines());
    assertThat(other.read("package-lock.json")).isEqualTo(project.read("package-lock.json"));
  }

  @Test
  void whatWasSeenOnceInstallsWithoutANetwork() {
    registry.close();
    TreeListing before = project.tree(".");
    project.remove("node_modules").remove("package-lock.json");

    jpm.run(project, "install", "--offline").succeeded();

    assertThat(project.tree(".").lines()).isEqualTo(before.lines());
  }

  @Test
  void whatWasNeverSeenIsNotCachedOffline() {
    project.packageJson(p -> p.dependency("never", "*"));
    registry.requests().clear();

    CommandResult result = jpm.run(project, "install", "--offline").failed(1);

    assertThat(result.stderr()).contains("ENOTCACHED").contains("never");
    assertThat(registry.requests().counts()).isEmpty();
  }

  @Test
  void preferOfflineAsksOnlyForWhatIsMissing() {
    registry.publish("new", "1.0.0");
    registry.requests().clear();

    jpm.run(project, "install", "new", "--prefer-offline").succeeded();

    assertThat(registry.requests().counts())
        .containsOnlyKeys("GET /new", "GET /new/-/new-1.0.0.tgz");
  }

  @Test
  void aPackageTakenAwayByHandComesBack() {
    TreeListing before = project.tree(".").without("node_modules/.package-lock.json");
    project.remove("node_modules/b");
    registry.requests().clear();

    jpm.run(project, "install").succeeded();

    assertThat(project.tree(".").without("node_modules/.package-lock.json").lines())
        .isEqualTo(before.lines());
    assertThat(registry.requests().tarballs()).isEmpty();
  }

  @Test
  void aDryRunChangesNothing() {
    registry.publish("new", "1.0.0");
    TreeListing before = project.tree(".");

    jpm.run(project, "install", "new", "--dry-run").succeeded();

    assertThat(project.tree(".").changedSince(before)).isEmpty();
  }

  @Test
  void onlyTheLockfileIsWrittenWhenAskedSo() {
    TreeListing before = project.tree("node_modules");
    registry.publish("new", "1.0.0").requests().clear();

    jpm.run(project, "install", "new", "--package-lock-only").succeeded();

    assertThat(project.tree("node_modules").changedSince(before)).isEmpty();
    assertThat(project.read("package-lock.json")).contains("node_modules/new");
    assertThat(registry.requests().tarballs()).isEmpty();
  }
}
