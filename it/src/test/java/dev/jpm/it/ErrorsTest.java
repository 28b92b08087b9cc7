package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.Gate;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import dev.jpm.testing.TreeListing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read when something is wrong, and that nothing is changed then. */
class ErrorsTest {
  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void prepare() {
    registry
        .publish("a", "1.0.0")
        .publish("a", "1.1.0")
        .publish("a", "2.0.0-beta.1", p -> p.tag("next"));
    project = TempProject.in(temp.resolve("project"));
    project.packageJson(p -> p.dependency("a", "^1.0.0"));
    jpm = Jpm.with(temp.resolve("home"), registry);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aMalformedPackageJsonIsToldWithLineAndColumn() {
    project.file("package.json", "{\n  \"name\": \"x\",\n  \"dependencies\": {,}\n}\n");

    CommandResult result = failsAndChangesNothing("install");

    assertThat(result.stderr())
        .contains("EJSONPARSE")
        .contains(project.path("package.json").toString())
        .containsPattern("line 3|:3:")
        .doesNotContain("Exception");
    assertThat(registry.requests().count()).isZero();
  }

  @Test
  void aMissingFileEndsInItsNumberAsWithNpm() {
    TempProject empty = TempProject.in(temp.resolve("empty"));

    for (String command : List.of("pkg get", "run build", "version patch", "pack", "repo")) {
      CommandResult result = jpm.run(empty, command.split(" "));
      assertThat(result.failed(254).stderr()).as(command).contains("code ENOENT");
    }
    for (String command : List.of("explain x", "owner ls", "unpublish", "ci")) {
      CommandResult result = jpm.run(empty, command.split(" "));
      assertThat(result.failed(1).stderr()).as(command).contains("code EUSAGE");
    }
    assertThat(jpm.run(project, "repo").failed(1).stderr()).contains("code ENOREPO");
  }

  @Test
  void aMalformedLockfileIsToldWithItsPath() {
    project.file("package-lock.json", "{ \"lockfileVersion\": 3, ");

    CommandResult result = failsAndChangesNothing("ci");

    assertThat(result.stderr()).contains("package-lock.json").doesNotContain("Exception");
  }

  @Test
  void aMissingPackageIs404AndNamesWhoWantsIt() {
    registry.publish("wants", "1.0.0", p -> p.dependency("gone", "^1.0.0"));

    CommandResult result = failsAndChangesNothing("install", "wants");

    assertThat(result.stderr())
        .contains("code E404")
        .contains("gone")
        .contains(registry.url() + "gone");
  }

  @Test
  void aMissingPackageIsToldWithTheNearestNamesThatWereSeenBefore() {
    registry.publish("left-pad", "1.0.0").publish("other", "1.0.0");
    TempProject earlier = TempProject.in(temp.resolve("earlier"));
    earlier.packageJson(p -> p.dependency("left-pad", "*").dependency("other", "*"));
    jpm.run(earlier, "install").succeeded();

    CommandResult result = failsAndChangesNothing("install", "leftpad");

    assertThat(result.stderr()).contains("Did you mean left-pad?").doesNotContain("other");
  }

  @Test
  void whatIsGivenUpWhenAnInstallFailsIsNotTold() throws Exception {
    for (int i = 0; i < 20; i++) {
      registry.publish("slow-" + i, "1.0.0");
    }
    registry.publish(
        "many", "1.0.0", p -> IntStream.range(0, 20).forEach(i -> p.dependency("slow-" + i, "*")));
    try (Gate gate = registry.hold("*.tgz");
        SpawnedCommand install = jpm.spawn(project, "install", "many", "gone@1")) {
      CommandResult result = install.await().failed(1);

      assertThat(result.stderr()).contains("code E404").doesNotContain("Exception");
      gate.open();
    }
  }

  @Test
  void aRegistryWithoutNodeJsIsNamedWithWhatToDo() {
    project.packageJson(p -> p.script("hello", "echo hello"));

    CommandResult result = failsAndChangesNothing("run", "hello");

    assertThat(result.stderr())
        .contains("code ERUNTIME")
        .contains("The registry " + registry.url() + " has no node-")
        .contains("--runtime=system");
  }

  @Test
  void aMissingVersionIsToldWithThoseThatExist() {
    CommandResult result = failsAndChangesNothing("install", "a@^7.0.0");

    assertThat(result.stderr()).contains("code ETARGET").contains("a@^7.0.0").contains("1.1.0");
  }

  @Test
  void aMissingTagIsToldWithThoseThatExist() {
    CommandResult result = failsAndChangesNothing("install", "a@canary");

    assertThat(result.stderr()).contains("code ETARGET").contains("canary").contains("next");
  }

  @Test
  void aTarballWithOtherBytesIsRefusedAndNotKept() {
    registry.fail("*.tgz", Fault.corrupt());

    CommandResult result = failsAndChangesNothing("install");

    assertThat(result.stderr()).contains("code EINTEGRITY").contains("a-1.1.0.tgz");
    registry.heal();
    jpm.run(project, "install").succeeded();
    assertThat(project.has("node_modules/a/package.json")).isTrue();
  }

  @Test
  void aLockfileWithAnotherDigestIsRefused() {
    jpm.run(project, "install").succeeded();
    String lock = project.read("package-lock.json");
    project.file(
        "package-lock.json",
        lock.replace(registry.integrity("a", "1.1.0"), registry.integrity("a", "1.0.0")));
    project.remove("node_modules");
    Jpm fresh = Jpm.with(temp.resolve("fresh-home"), registry);

    CommandResult result = fresh.run(project, "ci").failed(1);

    assertThat(result.stderr()).contains("code EINTEGRITY");
    assertThat(project.has("node_modules/a")).isFalse();
  }

  @Test
  void aServerThatFailsIsAskedAgainAndThenToldOf() {
    registry.fail("/a", Fault.status(503));

    CommandResult result = failsAndChangesNothing("install");

    assertThat(result.stderr()).contains("503").contains(registry.url() + "a");
    assertThat(registry.requests().count("/a")).isEqualTo(3);
  }

  @Test
  void aServerThatRecoversIsNotToldOf() {
    registry.fail("/a", 2, Fault.status(500)).fail("*.tgz", 1, Fault.truncate(40));

    CommandResult result = jpm.run(project, "install").succeeded();

    assertThat(result.stderr()).doesNotContain("code E");
    assertThat(project.has("node_modules/a/index.js")).isTrue();
  }

  @Test
  void tooManyRequestsWaitAsLongAsTheServerSays() {
    registry.fail("/a", 1, Fault.tooManyRequests(Duration.ZERO));

    jpm.run(project, "install").succeeded();

    assertThat(registry.requests().count("/a")).isEqualTo(2);
  }

  @Test
  void missingCredentialsAreToldWithoutShowingAny() {
    registry.requireBearer("/a*", "right");
    project.npmrc("//127.0.0.1:" + registry.port() + "/:_authToken=s3cret-and-wrong");

    CommandResult result = failsAndChangesNothing("install");

    assertThat(result.stderr()).contains("code E401").doesNotContain("s3cret-and-wrong");
  }

  @Test
  void aTokenOpensTheRegistryThatItIsFor() {
    registry.requireBearer("/a*", "right");
    project.npmrc("//127.0.0.1:" + registry.port() + "/:_authToken=${TOKEN}");

    jpm.set("TOKEN", "right").run(project, "install").succeeded();

    assertThat(registry.requests().all())
        .allSatisfy(r -> assertThat(r.header("authorization")).isEqualTo("Bearer right"));
    assertThat(project.read("package-lock.json")).doesNotContain("right");
  }

  @Test
  void aTokenDoesNotFollowARedirectToAnotherHost() {
    try (MockRegistry elsewhere = MockRegistry.start()) {
      elsewhere.publish("a", "1.1.0");
      registry.fail("*.tgz", Fault.redirect(elsewhere.urlAs("localhost") + "a/-/a-1.1.0.tgz"));
      project.npmrc("//127.0.0.1:" + registry.port() + "/:_authToken=right");

      jpm.run(project, "install").succeeded();

      assertThat(elsewhere.requests().all())
          .isNotEmpty()
          .allSatisfy(r -> assertThat(r.header("authorization")).isNull());
    }
  }

  @Test
  void aForbiddenPackageIs403() {
    registry.fail("/a", Fault.status(403));

    assertThat(failsAndChangesNothing("install").stderr()).contains("code E403");
    assertThat(registry.requests().count("/a")).isEqualTo(1);
  }

  @Test
  void aPageInsteadOfAPackumentIsToldAsSuch() {
    registry.fail("/a", Fault.html());

    CommandResult result = failsAndChangesNothing("install");

    assertThat(result.stderr()).contains(registry.url() + "a").doesNotContain("jpm itself failed");
  }

  @Test
  void aServerThatIsNotThereIsRefused() {
    registry.close();

    CommandResult result = failsAndChangesNothing("install");

    assertThat(result.stderr()).contains("ECONNREFUSED").contains("127.0.0.1");
  }

  @Test
  void aHostThatDoesNotExistFailsAtOnceAndNamesTheSetting() {
    project.npmrc("registry=http://registry.invalid/");
    jpm.unset("npm_config_registry");

    CommandResult result = failsAndChangesNothing("install");

    assertThat(result.stderr()).contains("ENOTFOUND").contains("registry.invalid");
    assertThat(result.stderr()).contains(".npmrc");
  }

  @Test
  void anUnknownCommandGetsTheNearest() {
    CommandResult result = jpm.run(project, "instal-all").failed(1);

    assertThat(result.stdout() + result.stderr()).contains("Unknown command: \"instal-all\"");
  }

  private CommandResult failsAndChangesNothing(String... command) {
    TreeListing before = project.tree(".");
    CommandResult result = jpm.run(project, command).failed(1);
    assertThat(project.tree(".").changedSince(before)).isEmpty();
    return result;
  }
}
