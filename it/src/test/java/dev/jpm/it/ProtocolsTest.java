package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects whose package.json files use specs that npm lacks. */
class ProtocolsTest {
  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void aProjectWithWorkspacesAndCatalogs() {
    registry
        .publish("react", "18.2.0")
        .publish("react", "18.3.1")
        .publish("react", "19.0.0")
        .publish("lib", "9.9.9")
        .publish("@jsr/std__path", "1.0.0")
        .publish("@jsr/std__path", "1.1.0");
    project = TempProject.in(temp.resolve("project"));
    project
        .file(
            "package.json",
            """
            {
              "name": "project",
              "workspaces": ["packages/*"],
              "catalog": {
                "react": "^18.2.0"
              },
              "dependencies": {
                "react": "catalog:"
              }
            }
            """)
        .file("packages/lib/package.json", "{\"name\": \"lib\", \"version\": \"1.0.0\"}")
        .file(
            "packages/app/package.json",
            """
            {
              "name": "app",
              "version": "1.0.0",
              "dependencies": {
                "@std/path": "jsr:~1.0.0",
                "lib": "workspace:^"
              },
              "peerDependencies": {
                "react": "catalog:"
              }
            }
            """);
    jpm = Jpm.with(temp.resolve("home"), registry);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void linksAreTypedFromWhereTheUserStands() {
    project
        .file("near/package.json", "{\"name\": \"near\", \"version\": \"1.0.0\"}")
        .file("src/index.js", "");

    CommandResult result =
        jpm.run(project.folder().resolve("src"), List.of("install", "near@link:../near"));

    assertThat(result.exitCode()).as(result.transcript()).isZero();
    assertThat(project.read("package.json")).contains("\"near\": \"link:near\"");
    assertThat(project.read("package-lock.json")).contains("\"near\": \"file:near\"");
    assertThat(project.folder().resolve("node_modules/near")).isSymbolicLink();
  }

  @Test
  void theLockfileTellsAllInNpmsSpecs() {
    String before = project.read("packages/app/package.json");

    succeeds("install");

    assertThat(project.read("package-lock.json"))
        .contains("\"react\": \"^18.2.0\"", "\"lib\": \"file:../lib\"")
        .contains("\"@std/path\": \"npm:@jsr/std__path@~1.0.0\"", "node_modules/@std/path")
        .doesNotContain("catalog:", "workspace:", "jsr:", "9.9.9");
    assertThat(project.read("packages/app/package.json")).isEqualTo(before);
    assertThat(project.path("node_modules/lib")).isSymbolicLink();
    assertThat(project.read("node_modules/@std/path/package.json")).contains("1.0.0");
    assertThat(succeeds("ls", "--all").stdout()).contains("lib@1.0.0", "react@18.3.1");
    int asked = registry.requests().count();
    succeeds("install");
    succeeds("ci", "--offline");
    assertThat(registry.requests().count()).isEqualTo(asked);
  }

  @Test
  void aChangedCatalogIsAChangedPackageJson() {
    succeeds("install");
    project.file(
        "package.json", project.read("package.json").replace("\"^18.2.0\"", "\"^19.0.0\""));

    CommandResult stale = jpm.run(project, "ci");
    succeeds("install");

    assertThat(stale.exitCode()).isEqualTo(1);
    assertThat(stale.stderr()).contains("EUSAGE", "react@19.0.0");
    assertThat(project.read("package-lock.json")).contains("\"version\": \"19.0.0\"");
    succeeds("ci");
  }

  @Test
  void catalogsOfPnpmCountWherePackageJsonHasNone() {
    project
        .file(
            "package.json",
            """
            {"name": "project", "dependencies": {"react": "catalog:old"}}
            """)
        .file("pnpm-workspace.yaml", "catalogs:\n  old:\n    react: 18.2.0\n");

    succeeds("install");

    assertThat(project.read("node_modules/react/package.json")).contains("18.2.0");
  }

  @Test
  void savingLeavesTheProtocolsOfAllOthers() {
    succeeds("install");

    succeeds("install", "lib@workspace:*", "jsr:@std/path", "-w", "app");
    succeeds("install", "react");

    assertThat(project.read("packages/app/package.json"))
        .contains("\"lib\": \"workspace:*\"", "\"@std/path\": \"jsr:^1.1.0\"")
        .contains("\"react\": \"catalog:\"");
    assertThat(project.read("package.json")).contains("\"react\": \"catalog:\"");

    succeeds("install", "react@18.2.0");

    assertThat(project.read("package.json")).contains("\"react\": \"^18.2.0\"\n  }");
  }

  @Test
  void packagesOfTheRegistryMayNotUseThem() {
    registry.publish("bad", "1.0.0", p -> p.dependency("lib", "workspace:*"));

    CommandResult result = jpm.run(project, "install", "bad");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).contains("EUNSUPPORTEDPROTOCOL");
  }

  private CommandResult succeeds(String... arguments) {
    CommandResult result = jpm.run(project, arguments);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return result;
  }
}
