package dev.jpm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainWordsTest {
  @Test
  void wordsAndQuotesAreTakenApart() {
    assertThat(PlainWords.of("vite build --mode='a b' \"c d\"e '' x=y"))
        .contains(List.of("vite", "build", "--mode=a b", "c de", "", "x=y"));
    assertThat(PlainWords.of("  tsc\t-p .  ")).contains(List.of("tsc", "-p", "."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a && b",
        "a | b",
        "a > b",
        "a; b",
        "a &",
        "a $HOME",
        "a \"$HOME\"",
        "a `b`",
        "a *.js",
        "a ~/x",
        "a [b]",
        "a {b,c}",
        "a # b",
        "a \\b",
        "a 'b",
        "A=1 b",
        "cd x",
        "exit 3",
        "exec a",
        "[ a ]",
        "if",
        "! a",
        "'' a",
        "a\nb",
        "a é"
      })
  void whatAShellHasPartInIsLeftToIt(String script) {
    assertThat(PlainWords.of(script)).isEmpty();
  }
}
