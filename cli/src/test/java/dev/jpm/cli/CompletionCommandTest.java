package dev.jpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CompletionCommandTest {
  private Call call;

  @BeforeEach
  void makeCall(@TempDir Path root) {
    call = new Call(root.toAbsolutePath());
    call.file(
        "project/package.json",
        "{\"scripts\": {\"build\": \"x\", \"lint\": \"y\"}, \"dependencies\": {\"left\": \"1\"}}");
  }

  private String complete(String line) {
    String[] words = line.split(" ", -1);
    String[] args = new String[words.length + 2];
    args[0] = "completion";
    args[1] = "--";
    System.arraycopy(words, 0, args, 2, words.length);
    return call.env("COMP_CWORD", Integer.toString(words.length - 1))
        .run(args)
        .out()
        .strip()
        .replace("\n", " ");
  }

  @ParameterizedTest
  @CsvSource({
    "jpm unin, uninstall",
    "jpm run '', build lint",
    "jpm run bu, build",
    "jpm rm '', left",
    "jpm i --save-o, --save-optional",
    "jpm i --install-strategy '', hoisted linked map nested shallow",
    "jpm config d, delete",
    "jpm config get save-pr, save-prefix save-prod",
    "jpm cache v, verify",
  })
  void offersWhatFits(String line, String expected) {
    assertThat(complete(line.replace("''", ""))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void printsAScriptForTheShell(String shell) {
    assertThat(call.run("completion", shell).out())
        .contains("jpm completion for " + shell)
        .contains("COMP_CWORD");
    assertThat(call.env("SHELL", "/usr/bin/" + shell).run("completion").out())
        .contains("jpm completion for " + shell);
  }

  @Test
  void anUnknownShellIsRefused() {
    assertThat(call.run("completion", "cmd").exitCode()).isEqualTo(1);
  }
}
