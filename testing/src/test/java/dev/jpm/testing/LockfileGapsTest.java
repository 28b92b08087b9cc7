package dev.jpm.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LockfileGapsTest {
  @Test
  void whatIsFoundFurtherUpIsNotMissing() {
    assertThat(
            LockfileGaps.firstIn(
                """
                {"packages": {
                  "": {"dependencies": {"a": "1"}},
                  "node_modules/a": {"dependencies": {"b": "1"}},
                  "node_modules/b": {"dependencies": {"c": "1"}, "optionalDependencies": {"c": "1"}}
                }}
                """))
        .isEmpty();
  }

  @Test
  void whatIsNowhereIsMissing() {
    assertThat(
            LockfileGaps.firstIn(
                """
                {"packages": {
                  "": {},
                  "node_modules/a": {"dependencies": {"b": "1"}},
                  "node_modules/c/node_modules/b": {}
                }}
                """))
        .isEqualTo("node_modules/a -> b");
  }
}
