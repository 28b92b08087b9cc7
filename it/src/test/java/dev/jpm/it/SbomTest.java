package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bills of materials are npm's, byte for byte apart from moments and serial numbers. */
class SbomTest {
  private static final Path PROJECT = Path.of("../fixtures/sbom");

  @TempDir private Path temp;

  @ParameterizedTest
  @CsvSource({
    "npm-cyclonedx.json, --sbom-format=cyclonedx",
    "npm-spdx.json, --sbom-format=spdx",
    "npm-cyclonedx-web.json, --sbom-format=cyclonedx --omit=dev --workspace=web",
  })
  void aLockfileGivesWhatNpmGives(String npms, String options) throws IOException {
    CommandResult result = jpm(("sbom --package-lock-only " + options).split(" "));

    assertThat(withoutWhatChanges(result.succeeded().stdout()))
        .isEqualTo(Files.readString(PROJECT.resolve(npms)));
  }

  @Test
  void whatIsMissingOnDiskIsAnError() {
    TempProject project = TempProject.in(temp.resolve("project"));
    project.file(
        "package.json",
        "{\"name\":\"p\",\"version\":\"1.0.0\",\"dependencies\":{\"a\":\"1.0.0\",\"b\":\"2\"}}");
    project.file("node_modules/b/package.json", "{\"name\":\"b\",\"version\":\"1.0.0\"}");

    CommandResult result =
        Jpm.withDefaults(temp.resolve("home")).run(project, "sbom", "--sbom-format=spdx");

    assertThat(Jpm.codeOf(result.failed(1))).isEqualTo("ESBOMPROBLEMS");
    assertThat(result.stderr())
        .contains(
            "missing: a@1.0.0, required by p@1.0.0", "invalid: b@1.0.0, 2 required by p@1.0.0");
  }

  @Test
  void licencesAreGroupedAndJudged() {
    assertThat(jpm("licenses", "--package-lock-only", "--omit=dev").succeeded().stdout())
        .isEqualTo(
            """
            ISC (1)
              g@3.0.0
            MIT (2)
              a@1.0.1
              a@2.0.0
            SEE LICENSE IN FILE (1)
              @s/b@1.0.0
            UNKNOWN (1)
              o@1.0.0
            """);
    TempProject policy = TempProject.in(temp.resolve("policy"));
    policy.file("p.json", "{\"licenses\":{\"deny\":[\"ISC\"],\"except\":[\"o\",\"@s/*\"]}}");

    CommandResult denied =
        jpm("licenses", "--package-lock-only", "--json", "--policy=" + policy.path("p.json"));

    assertThat(denied.failed(1).stdout()).containsOnlyOnce("\"denied\": \"g@3.0.0 is under ISC\"");
  }

  private CommandResult jpm(String... arguments) {
    return Jpm.withDefaults(temp.resolve("home"))
        .run(PROJECT.toAbsolutePath().normalize(), List.of(arguments));
  }

  private static String withoutWhatChanges(String text) {
    return text.replaceAll("urn:uuid:[0-9a-f-]+", "urn:uuid:0")
        .replaceAll("\"(timestamp|created)\": \"[^\"]+\"", "\"$1\": \"then\"")
        .replaceAll("-[0-9a-f]{8}-[0-9a-f-]{27}\"", "-0\"")
        .replaceAll("\"Tool: jpm/cli-.*\"", "\"Tool: npm\"")
        .replaceAll(
            "\"vendor\": \"jpm\",(\\s+)\"name\": \"cli\",(\\s+)\"version\": \"[^\"]+\"",
            "\"vendor\": \"x\",$1\"name\": \"cli\",$2\"version\": \"0\"");
  }
}
