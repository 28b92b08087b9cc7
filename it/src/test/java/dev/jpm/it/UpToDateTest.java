package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import dev.jpm.testing.TreeListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An install that had nothing to do is not done again until something has changed. */
class UpToDateTest {
  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void installUntilNothingIsLeftToDo() throws IOException {
    registry
        .publish(
            "a",
            "1.0.0",
            p -> p.dependency("b", "^1.0.0").field("funding", "\"https://f.example\""))
        .publish("b", "1.0.0", p -> p.script("postinstall", "echo hello"))
        .publish("b", "2.0.0")
        .publish("@s/c", "1.0.0");
    project = TempProject.in(temp.resolve("project"));
    project
        .file(
            "package.json",
            """
            {
              "name": "project",
              "version": "1.0.0",
              "workspaces": ["packages/*"],
              "dependencies": {"a": "^1.0.0", "@s/c": "*"}
            }
            """)
        .file("packages/one/package.json", "{\"name\": \"one\", \"version\": \"1.0.0\"}");
    jpm = Jpm.with(temp.resolve("home"), registry);
    install();
    setTimes(Instant.now().minusSeconds(60));
    install();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void nothingIsReadThatNeedNotBe() throws IOException {
    Path hidden = project.path("node_modules/.package-lock.json");
    String unreadable = makeUnreadable(hidden);

    assertThat(install().stdout()).contains("up to date");

    assertThat(hidden).hasContent(unreadable);
  }

  @Test
  void timesThatALaterChangeCouldHaveTooProveNothing() throws IOException {
    setTimes(Instant.now().plusSeconds(60));
    install();

    makeUnreadable(project.path("node_modules/.package-lock.json"));
    install();

    assertThat(project.read("node_modules/.package-lock.json")).startsWith("{");
  }

  @Test
  void whatAnInstallTellsIsToldAgain() {
    CommandResult again = install();

    assertThat(again.stdout()).contains("up to date").contains("1 package is looking for funding");
    assertThat(again.stderr()).contains("b@1.0.0 (postinstall: echo hello)");
  }

  @Test
  void aRemovedPackageComesBack() {
    project.remove("node_modules/@s/c");

    assertThat(install().stdout()).contains("added 1 package");
    assertThat(project.has("node_modules/@s/c/package.json")).isTrue();
  }

  @Test
  void aPackageThatDoesNotBelongGoes() {
    project.file("node_modules/stray/package.json", "{\"name\": \"stray\"}");

    assertThat(install().stdout()).contains("removed 1 package");
  }

  @Test
  void anotherManifestCounts() {
    String json = project.read("package.json");
    project.file("package.json", json.replace("\"a\"", "\"b\": \"^2.0.0\", \"a\""));

    install();

    assertThat(project.read("node_modules/b/package.json")).contains("2.0.0");
    project.file("package.json", json);
    install();
    assertThat(project.has("node_modules/b")).isFalse();
  }

  @Test
  void aWorkspacesManifestCounts() {
    project.file(
        "packages/one/package.json",
        "{\"name\": \"one\", \"version\": \"1.0.0\", \"dependencies\": {\"b\": \"2.0.0\"}}");

    install();

    assertThat(project.read("packages/one/node_modules/b/package.json")).contains("2.0.0");
  }

  @Test
  void aNewWorkspaceCounts() {
    project.file("packages/two/package.json", "{\"name\": \"two\", \"version\": \"1.0.0\"}");

    install();

    assertThat(project.has("node_modules/two")).isTrue();
  }

  @Test
  void anotherLockfileCounts() {
    String lock = project.read("package-lock.json");
    project.remove("package-lock.json");

    install();

    assertThat(project.read("package-lock.json")).isEqualTo(lock);
  }

  @Test
  void anotherSettingCounts() {
    project.file(".npmrc", "omit=dev\n");
    TreeListing before = project.tree("node_modules");
    project.file(
        "package.json", project.read("package.json").replace("dependencies", "devDependencies"));
    install();
    assertThat(project.has("node_modules/a")).isFalse();

    project.remove(".npmrc");
    install();

    assertThat(project.tree("node_modules").without(".package-lock.json").lines())
        .isEqualTo(before.without(".package-lock.json").lines());
  }

  /** Gives everything in node_modules the same time. */
  private void setTimes(Instant time) throws IOException {
    try (Stream<Path> files = Files.walk(project.path("node_modules"))) {
      for (Path file : files.filter(path -> !Files.isSymbolicLink(path)).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(time));
      }
    }
  }

  /** Puts other bytes into a file; its size and time stay. */
  private static String makeUnreadable(Path file) throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    String unreadable = "x".repeat((int) Files.size(file));
    Files.writeString(file, unreadable);
    Files.setLastModifiedTime(file, time);
    return unreadable;
  }

  private CommandResult install() {
    return jpm.run(project, "install").succeeded();
  }
}
