package dev.jpm.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TempProjectTest {
  @TempDir private Path temp;

  @Test
  void packageJsonIsWrittenAsNpmWritesIt() {
    TempProject project = TempProject.in(temp.resolve("p"));

    project.packageJson(p -> p.dependency("a", "^1.0.0").workspaces("packages/*").field("x", "{}"));

    assertThat(project.read("package.json"))
        .isEqualTo(
            """
            {
              "name": "project",
              "version": "1.0.0",
              "dependencies": {
                "a": "^1.0.0"
              },
              "workspaces": [
                "packages/*"
              ],
              "x": {}
            }
            """);
  }

  @Test
  void aListingShowsTypesModesTargetsAndContents() throws Exception {
    TempProject project = TempProject.in(temp.resolve("p"));
    project.file("m/a/index.js", "x\n");
    Files.setPosixFilePermissions(
        project.path("m/a/index.js"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(project.path("m/link"), Path.of("a", "index.js"));

    TreeListing listing = project.tree("m");

    assertThat(listing.paths()).containsExactly("a", "a/index.js", "link");
    assertThat(listing.lines().get(0)).matches("d \\d{4} a");
    assertThat(listing.lines().get(1)).isEqualTo("f 0755 a/index.js 73cb3858a687a849");
    assertThat(listing.lines().get(2)).isEqualTo("l link -> a/index.js");
    assertThat(project.tree("nothing").lines()).isEmpty();
  }

  @Test
  void changesBetweenListingsAreTold() throws Exception {
    TempProject project = TempProject.in(temp.resolve("p"));
    project.file("kept", "x").file("replaced", "x").file("removed", "x");
    TreeListing before = project.tree(".");

    assertThat(project.tree(".").changedSince(before)).isEmpty();
    Path replacement = Files.writeString(project.path("other"), "x");
    Files.move(replacement, project.path("replaced"), StandardCopyOption.REPLACE_EXISTING);
    project.remove("removed").file("new", "x");

    assertThat(project.tree(".").changedSince(before))
        .containsExactly("new", "removed", "replaced");
  }

  @Test
  void aFolderIsRemovedWithoutFollowingItsLinks() throws Exception {
    TempProject project = TempProject.in(temp.resolve("p"));
    project.file("outside/kept", "x").file("gone/inner/file", "x");
    Files.createSymbolicLink(project.path("gone/link"), project.path("outside"));

    project.remove("gone").remove("never-there");

    assertThat(project.has("gone")).isFalse();
    assertThat(project.has("outside/kept")).isTrue();
  }
}
