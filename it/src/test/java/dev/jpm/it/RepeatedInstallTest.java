package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.io.IOException;
import java.nio.file.Files;
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

/** An install that was made before on this machine needs neither lockfile nor resolver. */
class RepeatedInstallTest {
  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void installFromALockfile() {
    registry
        .publish(
            "a",
            "1.0.0",
            p ->
                p.dependency("b", "^1.0.0").bin("a", "cli.js").field("funding", "\"https://f.it\""))
        .publish("b", "1.2.0", p -> p.script("postinstall", "echo hello").deprecated("use c"))
        .publish("@s/c", "2.0.0", p -> p.peer("b", "^2.0.0"));
    project = project("first");
    jpm = Jpm.with(temp.resolve("home"), registry).set("npm_config_timing", "true");
    jpm.run(project, "install", "--legacy-peer-deps").succeeded();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private TempProject project(String folder) {
    return TempProject.in(temp.resolve(folder).resolve("project"))
        .packageJson(p -> p.dependency("a", "^1.0.0").devDependency("@s/c", "*"));
  }

  /** A new folder with the package.json and lockfile of the first. */
  private TempProject another(String folder) {
    return project(folder)
        .file("package.json", project.read("package.json"))
        .file("package-lock.json", project.read("package-lock.json"));
  }

  private CommandResult install(TempProject where, String... arguments) {
    List<String> all =
        Stream.concat(Stream.of("install", "--legacy-peer-deps"), Arrays.stream(arguments))
            .toList();
    return jpm.run(where.folder(), all).succeeded();
  }

  private static boolean resolved(CommandResult result) {
    return result.stderr().lines().anyMatch(line -> line.startsWith("resolve "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hoisted", "nested", "linked", "map"})
  void theSameComesOfIt(String strategy) {
    String layout = "--install-strategy=" + strategy;
    CommandResult usual = install(another("usual"), layout, "--save-exact");
    TempProject expected = another("expected");
    install(expected, layout);
    registry.requests().clear();
    TempProject repeated = another("repeated");

    CommandResult again = install(repeated, layout);

    assertThat(resolved(usual)).isTrue();
    assertThat(resolved(again)).isFalse();
    assertThat(registry.requests().counts()).isEmpty();
    assertThat(repeated.tree(".").lines()).isEqualTo(expected.tree(".").lines());
    assertThat(again.stdout())
        .contains("added 3 packages")
        .contains("1 package is looking for funding");
    assertThat(again.stderr())
        .contains("b@1.2.0 (postinstall: echo hello)")
        .contains("deprecated b@1.2.0: use c");
    CommandResult third = install(repeated, layout);
    assertThat(third.stdout()).contains("up to date");
    assertThat(resolved(third)).isFalse();
  }

  @Test
  void whatANewLockfileComesToIsKnownFromTheStart() {
    assertThat(resolved(install(project))).isFalse();
    TempProject second = another("second");
    assertThat(resolved(install(second))).isFalse();

    assertThat(second.tree(".").lines()).isEqualTo(project.tree(".").lines());
  }

  @Test
  void aNoteThatTellsNothingIsWrittenAnew() throws IOException {
    assertThat(resolved(install(another("second")))).isFalse();
    try (Stream<Path> notes = Files.list(jpm.cache().resolve("v1/outcomes"))) {
      for (Path note : notes.toList()) {
        Files.writeString(note, "x");
      }
    }

    assertThat(resolved(install(another("third")))).isTrue();
    assertThat(resolved(install(another("fourth")))).isFalse();
  }

  @Test
  void ciHasOutcomesOfItsOwn() {

    TempProject third = another("third");
    CommandResult first = jpm.run(third, "ci", "--legacy-peer-deps").succeeded();
    third.remove("node_modules");
    CommandResult again = jpm.run(third, "ci", "--legacy-peer-deps").succeeded();

    assertThat(resolved(first)).isTrue();
    assertThat(resolved(again)).isFalse();
    assertThat(third.read("node_modules/.package-lock.json"))
        .isEqualTo(project.read("node_modules/.package-lock.json"));
  }

  @Test
  void whateverItGoesByMustBeTheSame() {
    install(another("second"));

    assertThat(resolved(install(another("omitting"), "--omit=dev"))).isTrue();
    TempProject changed = another("changed");
    changed.file("package.json", project.read("package.json").replace("\"*\"", "\">=0\""));
    assertThat(resolved(install(changed))).isTrue();
    TempProject other = another("other");
    other.file(
        "package-lock.json",
        project.read("package-lock.json").replace("\n  \"version\": \"1.0.0\",", ""));
    assertThat(resolved(install(other))).isTrue();
  }

  @Test
  void aPackageThatTheStoreHasLostComesFromTheRegistry() throws IOException {
    install(another("second"));
    remove(jpm.cache().resolve("v1/packages"));
    registry.requests().clear();

    TempProject third = another("third");
    CommandResult result = install(third);

    assertThat(resolved(result)).isTrue();
    assertThat(registry.requests().tarballs()).hasSize(3);
    assertThat(third.tree("node_modules").lines()).isEqualTo(project.tree("node_modules").lines());
  }

  @Test
  void aDamagedNoteIsNone() throws IOException {
    install(another("second"));
    try (Stream<Path> notes = Files.list(jpm.cache().resolve("v1/outcomes"))) {
      for (Path note : notes.toList()) {
        byte[] whole = Files.readAllBytes(note);
        Files.write(note, Arrays.copyOf(whole, whole.length / 2));
      }
    }

    TempProject third = another("third");

    assertThat(resolved(install(third))).isTrue();
    assertThat(third.tree("node_modules").lines()).isEqualTo(project.tree("node_modules").lines());
  }

  @Test
  void scriptsThatMayRunAreNotPassedOver() {
    String allowed =
        project.read("package.json").replace("{\n", "{\n  \"allowScripts\": {\"b\": true},\n");
    for (String folder : List.of("second", "third")) {
      TempProject next = another(folder);
      next.file("package.json", allowed);

      assertThat(resolved(install(next, "--ignore-scripts"))).isTrue();
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }
}
