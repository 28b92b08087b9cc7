package dev.jpm.pack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRuleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          *.js            ; lib/a.JS       ; true
          *.js            ; a.jsx          ; false
          /a.js           ; /a.js          ; true
          lib/*.js        ; lib/a.js       ; true
          lib/*.js        ; lib/x/a.js     ; false
          lib/**          ; lib/x/a.js     ; true
          lib/**          ; lib            ; false
          **/x            ; a/b/x          ; true
          a/**/b          ; a/b            ; true
          a/**/b          ; a/x/y/b        ; true
          {a,b{1..2}}.js  ; b2.js          ; true
          {a}.js          ; {a}.js         ; true
          [a-c]x          ; bx             ; true
          [!a-c]x         ; bx             ; false
          []x             ; []x            ; true
          a?c             ; abc            ; true
          @(a|b).js       ; b.js           ; true
          +(ab).js        ; abab.js        ; true
          ?(a)b           ; b              ; true
          x/!(a).js       ; x/a.js         ; false
          x/!(a).js       ; x/b.js         ; true
          lib/            ; lib/           ; true
          lib/..          ; x              ; false
          \\*.js          ; *.js           ; true
          """)
  void fitsWhatNpmFits(String rule, String path, boolean fits) {
    assertThat(IgnoreRule.of(rule).matches(path)).isEqualTo(fits);
  }

  @Test
  void anOddNumberOfMarksTakesBackIn() {
    assertThat(IgnoreRule.of("!a").includes()).isTrue();
    assertThat(IgnoreRule.of("!!a").includes()).isFalse();
  }

  @Test
  void partlyFitsWhatLeadsToSomethingThatFits() {
    assertThat(IgnoreRule.of("!/lib/x/*.js").matches("/lib", true)).isTrue();
    assertThat(IgnoreRule.of("!/lib/x/*.js").matches("/src", true)).isFalse();
  }

  @Test
  void commentsAndEmptyLinesAreNoRules() {
    assertThat(IgnoreRule.read("# no\n\n  \r\n a \r\n")).hasSize(1);
  }
}
