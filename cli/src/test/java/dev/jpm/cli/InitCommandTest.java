package dev.jpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.cli.Call.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InitCommandTest {
  private static final String FRESH =
      """
      {
        "name": "my-proj",
        "version": "1.0.0",
        "description": "Some description text.",
        "main": "server.js",
        "directories": {
          "test": "test"
        },
        "scripts": {
          "test": "echo \\"Error: no test specified\\" && exit 1",
          "start": "node server.js"
        },
        "keywords": [],
        "author": "",
        "license": "ISC",
        "type": "commonjs"
      }
      """;

  private Call call;

  @BeforeEach
  void makeCall(@TempDir Path root) {
    call = new Call(root.toAbsolutePath());
  }

  @Test
  void yesMakesWhatNpmMakesOfTheSameFolder() {
    call.in("My Proj/test")
        .in("My Proj/bin")
        .in("My Proj")
        .file("My Proj/server.js", "x")
        .file("My Proj/README.md", "# hello\nSome description text.\n");

    Answer answer = call.run("init", "-y");

    assertThat(call.read("My Proj/package.json")).isEqualTo(FRESH);
    assertThat(answer.out())
        .isEqualTo("Wrote to <root>/My Proj/package.json:\n\n" + FRESH + "\n\n");
  }

  @Test
  void whatIsThereStays() {
    call.file(
        "project/package.json", "{\n    \"name\": \"q\",\n    \"scripts\": {\"b\": \"c\"}\n}\n");

    call.run("init", "-y", "--scope=foo", "--init-license=MIT");

    assertThat(call.read("project/package.json"))
        .isEqualTo(
            """
            {
                "name": "@foo/q",
                "scripts": {
                    "b": "c"
                },
                "version": "1.0.0",
                "description": "",
                "main": "index.js",
                "keywords": [],
                "author": "",
                "license": "MIT",
                "type": "commonjs"
            }
            """);
  }

  @Test
  void answersAreTakenAndBadOnesAskedAgain() {
    Answer answer =
        call.typing("Bad Name\ngood\nx\n2.0.0\nAbout it\n\nmocha\n\na, b c\nMe\nMIT\nmodule\n\n")
            .run("init");

    assertThat(answer.out())
        .contains("package name: (project) ")
        .contains("Invalid version: \"x\"");
    assertThat(call.read("project/package.json"))
        .contains("\"name\": \"good\"")
        .contains("\"version\": \"2.0.0\"")
        .contains("\"test\": \"mocha\"")
        .contains("\"keywords\": [\n    \"a\",\n    \"b\",\n    \"c\"\n  ]")
        .contains("\"type\": \"module\"");
  }

  @Test
  void anEarlyEndOfTheInputWritesNothing() {
    Answer answer = call.typing("good\n").run("init");

    assertThat(answer.err()).contains("jpm warn init canceled");
    assertThat(call.cwd().resolve("package.json")).doesNotExist();
  }

  @Test
  void noMeansNo() {
    call.typing("\n".repeat(10) + "no\n").run("init");

    assertThat(call.cwd().resolve("package.json")).doesNotExist();
  }
}
