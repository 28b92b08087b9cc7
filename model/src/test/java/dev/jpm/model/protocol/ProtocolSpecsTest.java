package dev.jpm.model.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import dev.jpm.model.protocol.Workspaces.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What specs that npm lacks mean in a project, and in what it publishes. */
class ProtocolSpecsTest {
  private static final Catalogs CATALOGS =
      Catalogs.of(
          manifest(
              """
              {
                "catalog": {"react": "^18.2.0", "a": "workspace:^", "near": "link:./packages/a", "loop": "catalog:"},
                "workspaces": {"packages": ["packages/*"], "catalogs": {"ui": {"react": "^19.0.0"}}}
              }
              """));
  private final ProtocolSpecs protocols = new ProtocolSpecs(workspaces(), () -> CATALOGS);

  private static Workspaces workspaces() {
    SequencedMap<String, Workspace> byName = new LinkedHashMap<>();
    byName.put("a", new Workspace("packages/a", "1.2.3"));
    byName.put("@s/b", new Workspace("packages/b", "2.0.0-beta.1"));
    byName.put("unversioned", new Workspace("packages/c", null));
    return new Workspaces(byName);
  }

  @ParameterizedTest(name = "{0}@{1}")
  @CsvSource({
    "a, workspace:*, file:../a, 1.2.3",
    "a, workspace:, file:../a, 1.2.3",
    "a, workspace:^, file:../a, ^1.2.3",
    "a, workspace:~, file:../a, ~1.2.3",
    "a, workspace:^1.0.0, file:../a, ^1.0.0",
    "a, workspace:1.2.3, file:../a, 1.2.3",
    "@s/b, workspace:*, file:../b, 2.0.0-beta.1",
    "alias, workspace:a@*, file:../a, npm:a@1.2.3",
    "alias, workspace:@s/b@^, file:../b, npm:@s/b@^2.0.0-beta.1",
    "a, workspace:../a, file:../a, 1.2.3",
    "other, workspace:../a, file:../a, npm:a@1.2.3",
    "react, catalog:, ^18.2.0, ^18.2.0",
    "react, catalog:default, ^18.2.0, ^18.2.0",
    "react, catalog:ui, ^19.0.0, ^19.0.0",
    "a, catalog:, file:../a, ^1.2.3",
    "near, catalog:, file:../a, npm:a@1.2.3",
    "a, link:../a, file:../a, 1.2.3",
    "@std/path, jsr:^1.0.0, npm:@jsr/std__path@^1.0.0, npm:@jsr/std__path@^1.0.0",
    "path, jsr:@std/path@^1.0.0, npm:@jsr/std__path@^1.0.0, npm:@jsr/std__path@^1.0.0",
    "path, jsr:@std/path, npm:@jsr/std__path, npm:@jsr/std__path",
    "x, ^1.0.0, ^1.0.0, ^1.0.0",
    "x, npm:y@1, npm:y@1, npm:y@1",
    "x, git+ssh://git@host/x.git, git+ssh://git@host/x.git, git+ssh://git@host/x.git"
  })
  void isOneThingInTheProjectAndAnotherInWhatIsPublished(
      String name, String raw, String installed, String published) {
    Manifest written = manifest("{\"dependencies\": {\"" + name + "\": \"" + raw + "\"}}");

    assertThat(protocols.installed(written, "packages/z").dependencies())
        .containsEntry(name, installed);
    assertThat(protocols.published(written, "packages/z").dependencies())
        .containsEntry(name, published);
  }

  @Test
  void everySectionAndTheOverridesAreRead() {
    Manifest written =
        manifest(
            """
            {
              "devDependencies": {"react": "catalog:"},
              "optionalDependencies": {"react": "catalog:"},
              "peerDependencies": {"react": "catalog:ui"},
              "overrides": {"react": "catalog:", "x": {"react@1": "catalog:ui", ".": "1.0.0"}}
            }
            """);

    assertThat(protocols.installed(written, "").json())
        .isEqualTo(
            manifest(
                    """
                    {
                      "devDependencies": {"react": "^18.2.0"},
                      "optionalDependencies": {"react": "^18.2.0"},
                      "peerDependencies": {"react": "^19.0.0"},
                      "overrides": {"react": "^18.2.0", "x": {"react@1": "^19.0.0", ".": "1.0.0"}}
                    }
                    """)
                .json());
  }

  @Test
  void aManifestThatNeedsNothingIsTheSameObject() {
    Manifest written = manifest("{\"dependencies\": {\"a\": \"^1.0.0\"}}");

    assertThat(protocols.installed(written, "")).isSameAs(written);
  }

  @ParameterizedTest(name = "{0}@{1}")
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "unversoned, workspace:*, EWORKSPACE, 'z/package.json asks for unversoned@workspace:*, and no workspace has that name', 'Did you mean unversioned?'",
        "a, workspace:^2, EWORKSPACE, 'z/package.json asks for a@workspace:^2, and the workspace in packages/a is at 1.2.3', 'Change one of the two, or ask for workspace:*'",
        "a, workspace:../a, EWORKSPACE, 'z/package.json asks for workspace:../a, and no workspace is in that folder', 'Workspaces are: a, @s/b, unversioned'",
        "left, catalog:, ECATALOG, 'z/package.json asks for left@catalog:, which that catalog does not have', 'Write the version into \"catalog\" of the project''s package.json'",
        "react, catalog:none, ECATALOG, 'z/package.json asks for react@catalog:none, which that catalog does not have', 'Write the version into \"catalogs\".none of the project''s package.json'",
        "loop, catalog:, ECATALOG, 'z/package.json asks for loop@catalog:, a catalog''s again', 'Write the version into \"catalog\" of the project''s package.json'"
      })
  void whatIsNotThereIsSaid(String name, String raw, ErrorCode code, String sentence, String hint) {
    assertThatThrownBy(() -> protocols.installed(name, raw, "z"))
        .isInstanceOfSatisfying(
            JpmException.class,
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error.sentence()).isEqualTo(sentence);
              assertThat(error.hints()).containsExactly(hint);
            });
  }

  @Test
  void packagesOfJsrHaveAScope() {
    assertThatThrownBy(() -> protocols.installed("path", "jsr:^1", ""))
        .hasMessage("Packages on JSR have a scope, and \"path\" has none");
  }

  @Test
  void aWorkspaceWithoutAVersionCannotBePublishedAgainst() {
    Manifest written = manifest("{\"dependencies\": {\"unversioned\": \"workspace:*\"}}");

    assertThat(protocols.installed(written, "").dependencies())
        .containsEntry("unversioned", "file:packages/c");
    assertThatThrownBy(() -> protocols.published(written, ""))
        .hasMessage(
            "package.json asks for unversioned@workspace:*,"
                + " and that workspace's package.json has no version");
  }

  @ParameterizedTest(name = "{0} over {1} becomes {3}")
  @CsvSource({
    // argument, what stood there, what npm would save, what is written
    "'', catalog:, ^18.3.1, catalog:",
    "react, catalog:, ^18.3.1, catalog:",
    "react@^18.3.0, catalog:, ^18.3.1, ^18.3.1",
    "react@catalog:ui, ^18.2.0, ^19.1.0, catalog:ui",
    "'', jsr:^1.0.0, npm:@jsr/s__react@^1.2.0, jsr:@s/react@^1.2.0",
    "react, ^18.2.0, ^18.3.1, ^18.3.1"
  })
  void whatIsWrittenKeepsItsProtocol(String argument, String before, String saved, String after) {
    AskedSpecs asked = AskedSpecs.of(argument.isEmpty() ? List.of() : List.of(argument), protocols);

    assertThat(
            asked
                .written(dependency("react", before), dependency("react", saved), "", protocols)
                .dependencies())
        .containsEntry("react", after);
  }

  @Test
  void argumentsOfOtherProtocolsBecomeNpms() {
    AskedSpecs asked =
        AskedSpecs.of(
            List.of("jsr:@std/path", "jsr:@std/fs@^1", "a@workspace:^", "react@catalog:", "x@1"),
            protocols);

    assertThat(asked.specs())
        .containsExactly(
            "@std/path@npm:@jsr/std__path",
            "@std/fs@npm:@jsr/std__fs@^1",
            "a@file:packages/a",
            "react@^18.2.0",
            "x@1");
    assertThat(
            asked
                .written(
                    manifest("{}"),
                    manifest(
                        """
                        {
                          "dependencies": {
                            "@std/path": "npm:@jsr/std__path@^1.0.8",
                            "a": "file:packages/a",
                            "react": "^18.3.1",
                            "x": "^1.0.0"
                          }
                        }
                        """),
                    "",
                    protocols)
                .dependencies())
        .containsEntry("@std/path", "jsr:^1.0.8")
        .containsEntry("a", "workspace:^")
        .containsEntry("react", "catalog:")
        .containsEntry("x", "^1.0.0");
  }

  private static Manifest dependency(String name, String spec) {
    return manifest("{\"dependencies\": {\"" + name + "\": \"" + spec + "\"}}");
  }

  private static Manifest manifest(String json) {
    return new Manifest(JsonText.parseObject(json, "package.json"));
  }
}
