package dev.jpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.cli.Call.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TreeCommandsTest {
  private Call call;

  @BeforeEach
  void makeProject(@TempDir Path root) {
    call =
        new Call(root.toAbsolutePath())
            .env("LANG", "C.UTF-8")
            .file(
                "project/package.json",
                """
                {"name": "app", "version": "1.0.0",
                 "dependencies": {"a": "^1.0.0", "gone": "^2.0.0"},
                 "devDependencies": {"b": "^1.0.0"}, "optionalDependencies": {"maybe": "*"}}
                """)
            .file(
                "project/node_modules/a/package.json",
                "{\"name\": \"a\", \"version\": \"1.2.0\", \"dependencies\": {\"b\": \"^2.0.0\"}}")
            .file(
                "project/node_modules/b/package.json", "{\"name\": \"b\", \"version\": \"1.0.0\"}")
            .file(
                "project/node_modules/x/package.json", "{\"name\": \"x\", \"version\": \"9.0.0\"}");
  }

  @Test
  void lsDrawsTheTreeAndFailsOnWhatIsMissing() {
    Answer answer = call.run("ls");

    assertThat(answer.out())
        .isEqualTo(
            """
            app@1.0.0 <root>/project
            ├── a@1.2.0
            ├── b@1.0.0
            ├── UNMET DEPENDENCY gone@^2.0.0
            ├── UNMET OPTIONAL DEPENDENCY maybe@*
            └── x@9.0.0 extraneous

            """);
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.err())
        .contains("jpm error code ELSPROBLEMS\n")
        .contains("jpm error missing: gone@^2.0.0, required by app@1.0.0\n")
        .contains("jpm error extraneous: x@9.0.0 <root>/project/node_modules/x\n");
  }

  @Test
  void lsForProgramsTellsItsErrorWithinItsOneDocument() {
    Answer answer = call.run("ls", "--json", "--omit=dev", "--omit=optional");

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out()).startsWith("{\n  \"version\": \"1.0.0\",\n");
    assertThat(answer.out().lines().filter(line -> line.equals("{") || line.equals("}")))
        .containsExactly("{", "}");
    assertThat(answer.out()).contains("\n  \"error\": {\n    \"code\": \"ELSPROBLEMS\",\n");
  }

  @Test
  void lsAllShowsWhatDoesNotFit() {
    assertThat(call.run("ls", "--all", "--no-unicode").out())
        .contains("+-- a@1.2.0\n| `-- b@1.0.0 deduped invalid: \"^2.0.0\" from node_modules/a\n");
  }

  @Test
  void lsOfANameShowsWhatLeadsToItAndFailsWhereNothingDoes() {
    assertThat(call.run("ls", "b", "--json").out()).contains("\"b\": {").doesNotContain("\"x\"");
    assertThat(call.run("ls", "nope").out()).endsWith("└── (empty)\n\n");
    assertThat(call.run("ls", "nope").exitCode()).isEqualTo(1);
  }

  @Test
  void lsForProgramsPrintsPaths() {
    assertThat(call.run("ls", "-p", "--omit=dev").out())
        .isEqualTo(
            """
            <root>/project
            <root>/project/node_modules/a
            <root>/project/node_modules/x
            """);
  }

  @Test
  void withoutALockfileItsTreeCannotBeShown() {
    assertThat(call.run("ls", "--package-lock-only").err())
        .contains("jpm error code ENOLOCK")
        .contains("Try creating one first with: jpm i --package-lock-only");
  }

  @Test
  void aBrokenPackageJsonIsToldWithItsPlace() {
    call.file("project/package.json", "{\n  \"name\": oops\n}\n");

    Answer answer = call.run("ls");

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.err())
        .contains("jpm error code EJSONPARSE\n")
        .contains("<root>/project/package.json, line 2, column ");
  }

  @Test
  void explainTellsWhoAsks() {
    assertThat(call.run("explain", "b").out())
        .isEqualTo(
            """
            b@1.0.0
            node_modules/b
              dev b@"^1.0.0" from the root project
            """);
    assertThat(call.run("why", "node_modules/x").out())
        .isEqualTo("x@9.0.0 extraneous\nnode_modules/x\n");
    assertThat(call.run("explain", "a@^1", "--json").out()).contains("\"spec\": \"^1.0.0\"");
  }

  @Test
  void explainOfNothingFails() {
    assertThat(call.run("explain", "nope").err()).contains("No dependencies found matching nope");
    assertThat(call.run("explain").err()).contains("jpm error code EUSAGE");
  }
}
