package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project without a lockfile gets the one that an equal project got, while that still holds. */
class InstallWithoutLockfileTest {
  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private Jpm jpm;

  @BeforeEach
  void prepare() {
    registry
        .publish("a", "1.0.0", p -> p.dependency("b", "^1.0.0").bin("a", "cli.js"))
        .publish("b", "1.2.0", p -> p.deprecated("use c"))
        .publish("@s/c", "2.0.0", p -> p.optional("d", "1"))
        .publish("d", "1.0.0", p -> p.field("os", "[\"none\"]"));
    jpm = Jpm.with(temp.resolve("home"), registry).set("npm_config_timing", "true");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private TempProject project(String folder) {
    return TempProject.in(temp.resolve(folder).resolve("project"))
        .packageJson(p -> p.dependency("a", "^1.0.0").devDependency("@s/c", "*"));
  }

  private CommandResult install(TempProject where, String... arguments) {
    List<String> all = Stream.concat(Stream.of("install"), Arrays.stream(arguments)).toList();
    return jpm.run(where.folder(), all).succeeded();
  }

  private static boolean resolved(CommandResult result) {
    return result.stderr().lines().anyMatch(line -> line.startsWith("resolve "));
  }

  private static List<String> warnings(CommandResult result) {
    return result.stderr().lines().filter(line -> line.contains("warn")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hoisted", "nested", "linked", "map"})
  void itIsNotChosenTwice(String strategy) {
    String layout = "--install-strategy=" + strategy;
    TempProject first = project("first");
    CommandResult usual = install(first, layout);
    registry.requests().clear();
    TempProject second = project("second");

    CommandResult again = install(second, layout);

    assertThat(resolved(usual)).isTrue();
    assertThat(resolved(again)).isFalse();
    assertThat(registry.requests().counts()).isEmpty();
    assertThat(second.tree(".").lines()).isEqualTo(first.tree(".").lines());
    assertThat(second.read("package-lock.json")).isEqualTo(first.read("package-lock.json"));
    assertThat(again.stdout()).contains("added 3 packages");
    assertThat(warnings(again)).isEqualTo(warnings(usual)).isNotEmpty();
    CommandResult third = install(second, layout);
    assertThat(third.stdout()).contains("up to date");
    assertThat(resolved(third)).isFalse();
  }

  @Test
  void documentsThatAreNotFreshAreAskedForAllAtOnce() {
    install(project("first"));
    registry.requests().clear();

    CommandResult again = install(project("second"), "--prefer-online");

    assertThat(resolved(again)).isFalse();
    assertThat(registry.requests().counts())
        .containsOnlyKeys("GET /a", "GET /b", "GET /@s/c", "GET /d");
    assertThat(registry.requests().all())
        .allSatisfy(request -> assertThat(request.header("if-none-match")).isNotNull());
  }

  @Test
  void aNewVersionIsChosen() {
    install(project("first"));
    registry.publish("b", "1.3.0");
    registry.requests().clear();

    TempProject fresh = project("fresh");
    assertThat(resolved(install(fresh))).isFalse();
    TempProject checked = project("checked");
    assertThat(resolved(install(checked, "--prefer-online"))).isTrue();

    assertThat(fresh.read("package-lock.json")).contains("b-1.2.0.tgz");
    assertThat(checked.read("package-lock.json")).contains("b-1.3.0.tgz");
    assertThat(registry.requests().count("/b")).isEqualTo(1);
    TempProject next = project("next");
    assertThat(resolved(install(next))).isFalse();
    assertThat(next.read("package-lock.json")).isEqualTo(checked.read("package-lock.json"));
  }

  @Test
  void aPackageThatIsGoneIsAnErrorAsEver() {
    install(project("first"));
    registry.unpublish("b");
    TempProject second = project("second");

    CommandResult result = jpm.run(second, "install", "--prefer-online");

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.stderr()).contains("E404");
    assertThat(second.folder().resolve("package-lock.json")).doesNotExist();
    assertThat(second.folder().resolve("node_modules")).doesNotExist();
  }

  @Test
  void noRegistryIsNeededWhereTheCacheIsEnough() {
    TempProject first = project("first");
    install(first);
    registry.close();
    TempProject second = project("second");

    assertThat(resolved(install(second, "--offline", "--no-audit"))).isFalse();

    assertThat(second.tree(".").lines()).isEqualTo(first.tree(".").lines());
  }

  @Test
  void whereTheDayDecidesItIsChosenAnew() {
    for (String folder : List.of("first", "second")) {
      assertThat(resolved(install(project(folder), "--min-release-age=1"))).isTrue();
    }
  }

  @Test
  void aProjectWithADifferentWishHasItsOwn() {
    install(project("first"));
    TempProject other = project("other");
    other.packageJson(p -> p.dependency("b", "1"));

    assertThat(resolved(install(other))).isTrue();
  }

  @Test
  void aFolderMayBeAnotherNextTime() {
    for (String folder : List.of("first", "second")) {
      TempProject project = project(folder);
      project
          .file("own/package.json", "{\"name\": \"own\", \"version\": \"1.0.0\"}")
          .packageJson(p -> p.dependency("a", "1").dependency("own", "file:own"));

      assertThat(resolved(install(project))).isTrue();
    }
  }
}
