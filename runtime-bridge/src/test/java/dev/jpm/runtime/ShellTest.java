package dev.jpm.runtime;

import static dev.jpm.runtime.Samples.LINUX;
import static dev.jpm.runtime.Samples.WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected spellings are those of npm's own escaping. */
class ShellTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "``|''",
        "plain|plain",
        "two words|'two words'",
        "it's|'it'\\''s'",
        "'|\\'",
        "''|\\'\\'",
        "a''b|'a'\\'\\''b'",
        "$HOME|'$HOME'",
        "a\"b|'a\"b'",
        "ends\\|'ends\\'",
        "100%|100%",
        "(x)|'(x)'",
        "x!^y|x!^y",
        "'quoted'|\\''quoted'\\'",
        "-n|-n"
      })
  void posixShellsGetSingleQuotes(String argument, String escaped) {
    assertThat(ShellEscape.sh(argument)).isEqualTo(escaped);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "``|\"\"|\"\"",
        "plain|plain|plain",
        "two words|^\"two^ words^\"|^^^\"two^^^ words^^^\"",
        "a\"b|^\"a\\^\"b^\"|^^^\"a\\^^^\"b^^^\"",
        "a\\b|a\\b|a\\b",
        "sp ace\\|^\"sp^ ace\\\\^\"|^^^\"sp^^^ ace\\\\^^^\"",
        "a b\\\"c|^\"a^ b\\\\\\^\"c^\"|^^^\"a^^^ b\\\\\\^^^\"c^^^\"",
        "100%|100^%|100^^^%",
        "a&b|a^&b|a^^^&b",
        "(x)|^(x^)|^^^(x^^^)",
        "x!^y|x^!^^y|x^^^!^^^^y"
      })
  void cmdGetsQuotesAndCarets(String argument, String once, String twice) {
    assertThat(ShellEscape.cmd(argument, false)).isEqualTo(once);
    assertThat(ShellEscape.cmd(argument, true)).isEqualTo(twice);
  }

  @Test
  void theShellIsShUnlessASettingOrWindowsSaysElse() {
    assertThat(Shell.of(null, Map.of(), LINUX).commandLine("a && b", List.of("c d"), false))
        .containsExactly("sh", "-c", "a && b 'c d'");
    assertThat(Shell.of("/bin/bash", Map.of(), LINUX).commandLine("a", List.of(), false))
        .containsExactly("/bin/bash", "-c", "a");
    assertThat(
            Shell.of(null, Map.of("comspec", "C:\\cmd.exe"), WINDOWS)
                .commandLine("a", List.of("b c"), false))
        .containsExactly("C:\\cmd.exe", "/d", "/s", "/c", "\"a ^\"b^ c^\"\"");
    assertThat(Shell.of(null, Map.of(), WINDOWS).isCmd()).isTrue();
    assertThat(Shell.of("C:\\Git\\bash.exe", Map.of(), WINDOWS).isCmd()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {"vite build|vite", "\"C:/my dir/x.cmd\" -a|\"C:/my dir/x.cmd\"", "one|one"})
  void theFirstWordEndsAtASpaceOutsideOfQuotes(String script, String word) {
    assertThat(Shell.firstWord(script)).isEqualTo(word);
  }
}
