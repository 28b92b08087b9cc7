package dev.jpm.audit.lock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that look alike are one for the eye. */
class SkeletonTest {
  @ParameterizedTest
  @CsvSource({
    "l0dash, lodash",
    "iodash, lodash",
    "crossenv, cross-env",
    "cross_env, cross-env",
    "cornmander, commander",
    "\u0430xios, axios",
    "REACT, react"
  })
  void isTheSame(String one, String other) {
    assertThat(Skeleton.of(one)).isEqualTo(Skeleton.of(other));
    assertThat(KnownNames.lookedLikeBy(one)).isEqualTo(other);
  }

  @Test
  void wellKnownNamesLookLikeThemselves() {
    assertThat(KnownNames.lookedLikeBy("object-assign")).isNull();
    assertThat(KnownNames.lookedLikeBy("object.assign")).isNull();
    assertThat(KnownNames.lookedLikeBy("@babel/core-js")).isNull();
    assertThat(KnownNames.lookedLikeBy("lodash-es")).isNull();
  }
}
