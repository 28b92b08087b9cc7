package dev.jpm.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.JsonNodeFactory;

class PackageJsonFileTest {

  static List<String> rows() {
    return Fixture.text("package-json.tsv").lines().toList();
  }

  /** Each row: the file before, the sections to save, the file that npm writes. */
  @ParameterizedTest
  @MethodSource("rows")
  void savesDependenciesWithTheBytesOfNpm(String row) {
    List<String> cells =
        List.of(row.split("\t", -1)).stream()
            .map(cell -> JsonText.parse(cell, "row").stringValue())
            .toList();
    PackageJsonFile file = PackageJsonFile.parse(cells.getFirst(), "package.json");
    Manifest saved = new Manifest(JsonText.parseObject(cells.get(1), "row"));
    PackageJsonFile changed = file.withDependencies(saved);
    assertThat(changed.text()).isEqualTo(cells.get(2));
    assertThat(changed.isChanged()).isTrue();
  }

  @Test
  void changesNothingWhereNothingIsToChange() {
    PackageJsonFile file = PackageJsonFile.parse("{\n    \"z\": 1,\n    \"a\": 2\n}", "x");
    assertThat(file.isChanged()).isFalse();
    assertThat(file.text()).isEqualTo("{\n    \"z\": 1,\n    \"a\": 2\n}\n");
  }

  @Test
  void setsAndRemovesScriptsAndOtherEntries() {
    PackageJsonFile file = PackageJsonFile.parse("{\n\t\"name\": \"a\"\n}\n", "x");
    PackageJsonFile with =
        file.withScript("test", "t")
            .withScript("build", "b")
            .withEntry("allowScripts", "esbuild", JsonNodeFactory.instance.booleanNode(true));
    assertThat(with.text())
        .isEqualTo(
            """
            {
            \t"name": "a",
            \t"scripts": {
            \t\t"test": "t",
            \t\t"build": "b"
            \t},
            \t"allowScripts": {
            \t\t"esbuild": true
            \t}
            }
            """);
    assertThat(
            with.withScript("test", null).withScript("build", null).without("allowScripts").text())
        .isEqualTo(file.text());
    assertThat(file.isChanged()).isFalse();
  }

  @Test
  void startsANewFile() {
    assertThat(
            PackageJsonFile.create().with("name", JsonNodeFactory.instance.stringNode("a")).text())
        .isEqualTo("{\n  \"name\": \"a\"\n}\n");
  }

  @Test
  void normalisesOnlyTheManifestItGives() {
    PackageJsonFile file = PackageJsonFile.parse("{\"name\":\"a\",\"bin\":\"./x\"}", "x");
    assertThat(file.manifest().json().path("bin").path("a").stringValue()).isEqualTo("x");
    assertThat(file.text()).isEqualTo("{\"name\":\"a\",\"bin\":\"./x\"}");
  }

  @Test
  void refusesAConflictInPackageJson() {
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(
            () -> PackageJsonFile.parse("{\n<<<<<<< a\n=======\n>>>>>>> b\n}", "package.json"))
        .satisfies(e -> {
          assertThat(e.code()).isEqualTo(ErrorCode.EJSONPARSE);
          assertThat(e.sentence()).isEqualTo("Merge conflict detected in your package.json");
        });
  }
}
