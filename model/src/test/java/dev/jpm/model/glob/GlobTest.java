package dev.jpm.model.glob;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      textBlock =
          """
          packages/*,       packages/a,        true
          packages/*,       packages/a/b,      false
          packages/*,       packages/.hidden,  false
          packages/.*,      packages/.hidden,  true
          packages/**,      packages/a/b,      true
          packages/**/x,    packages/x,        true
          packages/**/x,    packages/a/b/x,    true
          packages/**/x,    packages/.a/x,     false
          a?c,              abc,               true
          a?c,              ac,                false
          '{apps,libs}/*',  libs/one,          true
          '{apps,libs}/*',  docs/one,          false
          'a{b,c{d,e}}f',   acef,              true
          pkg-[a-c],        pkg-b,             true
          pkg-[a-c],        pkg-d,             false
          a.b,              aXb,               false
          """)
  void matchesAsNpmDoes(String pattern, String path, boolean expected) {
    assertThat(Glob.of(pattern).matches(path)).isEqualTo(expected);
  }
}
