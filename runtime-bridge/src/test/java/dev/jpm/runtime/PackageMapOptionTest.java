package dev.jpm.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.Manifest;
import dev.jpm.model.NodePackageMap;
import dev.jpm.model.error.JpmException;
import dev.jpm.runtime.ScriptEnvironment.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

class PackageMapOptionTest {
  private static final String OTHER =
      NodePackageMap.OPTION + "=/elsewhere/node_modules/" + NodePackageMap.FILE;

  @TempDir private Path temp;
  private Path project;
  private Path map;

  @BeforeEach
  void install() throws IOException {
    project = Files.createDirectories(temp.toRealPath().resolve("project"));
    map = Files.createDirectory(project.resolve("node_modules")).resolve(NodePackageMap.FILE);
    Files.writeString(map, NodePackageMap.HEAD + "}");
  }

  @Test
  void whatStandsThereStays() {
    assertThat(options(project, "")).isEqualTo(told());
    assertThat(options(project, "--max-old-space-size=99 --title='a b'"))
        .isEqualTo(told() + " --max-old-space-size=99 --title='a b'");
  }

  @Test
  void aMapOfTheUsersOwnComesAfterAndWins() {
    String own = NodePackageMap.OPTION + "=/mine.json";

    assertThat(options(project, own)).isEqualTo(told() + " " + own);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--experimental-package-map=\"/o \\\" p/node_modules/.package-map.json\" ",
        "--experimental-package-map=\"C:\\\\x y\\\\node_modules\\\\.package-map.json\" ",
        "--experimental-package-map=C:\\x\\node_modules\\.package-map.json "
      })
  void whatAnOuterScriptWasToldGoes(String more) throws IOException {
    String before = more + OTHER + " --no-deprecation";
    assertThat(options(project, before)).isEqualTo(told() + " --no-deprecation");

    Files.delete(map);
    assertThat(options(project, before)).isEqualTo("--no-deprecation");
    assertThat(options(project, OTHER)).isEqualTo("none");
  }

  @Test
  void othersFilesAndOlderOnesAreNotTold() throws IOException {
    Files.writeString(map, "{\"packages\":{}}");
    assertThat(options(project, "")).isEqualTo("none");

    Files.writeString(map, NodePackageMap.HEAD + "}");
    Files.writeString(map.resolveSibling(".package-lock.json"), "{}");
    assertThat(options(project, "")).as("npm was here since").isEqualTo("none");
  }

  @Test
  void whatDoesNotBelongToTheProjectDoesNotHearOfIt() throws IOException {
    assertThat(options(project.resolve("packages/a"), "")).isEqualTo(told());
    assertThat(options(project.resolve("node_modules/a"), "")).isEqualTo("none");
    assertThat(options(temp, OTHER)).isEqualTo("none");

    Path bins = Files.createDirectories(temp.resolve("cache/.bin"));
    Files.createSymbolicLink(bins.resolve("tool"), Files.createFile(temp.resolve("tool.js")));
    Files.createSymbolicLink(bins.resolve("own"), Files.createFile(project.resolve("own.js")));
    assertThat(options(exec("tool", bins), "", "26.10.0")).isEqualTo("none");
    assertThat(options(exec("own", bins), "", "26.10.0")).isEqualTo(told());
  }

  @Test
  void aPathWithSpacesIsQuoted() throws IOException {
    Path moved = Files.move(project, temp.toRealPath().resolve("my project"));
    project = moved;

    assertThat(options(moved, ""))
        .isEqualTo(
            NodePackageMap.OPTION + "=\"" + moved + "/node_modules/" + NodePackageMap.FILE + "\"");
    assertThat(options(moved, options(moved, "--no-deprecation")))
        .isEqualTo(options(moved, "--no-deprecation"));
  }

  @Test
  void anOlderNodeIsRefused() {
    Subject subject = Subject.of(project, manifest(), "go", "x");

    assertThat(options(subject, "", "26.4.0")).isEqualTo(told());
    assertThatThrownBy(() -> options(subject, "", "26.3.1"))
        .isInstanceOf(JpmException.class)
        .hasMessageContaining("26.3.1");
  }

  private String told() {
    return NodePackageMap.OPTION + "=" + map;
  }

  private Subject exec(String word, Path bins) {
    return new Subject(project, manifest(), "npx", word, List.of(bins), Map.of());
  }

  private String options(Path folder, String inherited) {
    return options(Subject.of(folder, manifest(), "go", "x"), inherited, "26.10.0");
  }

  private String options(Subject subject, String inherited, String version) {
    Map<String, String> environment = new HashMap<>();
    if (!inherited.isEmpty()) {
      environment.put("NODE_OPTIONS", inherited);
    }
    NodeRuntime node = new NodeRuntime(Path.of("/node"), version, null, NodeRuntime.Origin.BUNDLED);
    PackageMapOption.put(environment, project, node, subject);
    return environment.getOrDefault("NODE_OPTIONS", "none");
  }

  private static Manifest manifest() {
    return new Manifest(JsonNodeFactory.instance.objectNode());
  }
}
