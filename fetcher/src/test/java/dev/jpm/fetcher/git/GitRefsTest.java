package dev.jpm.fetcher.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitRefsTest {
  private final GitRefs refs =
      GitRefs.parse(
          """
          aaa\tHEAD
          aaa\trefs/heads/main
          bbb\trefs/heads/dev
          ccc\trefs/pull/12/head
          ddd\trefs/tags/v1.0.0
          e0e\trefs/tags/v1.2.0
          eee\trefs/tags/v1.2.0^{}
          fff\trefs/tags/release-v2.0.0-beta.1
          aaa\trefs/tags/1.1.0
          """);

  @ParameterizedTest
  @CsvSource({
    "main, aaa",
    "dev, bbb",
    "refs/heads/dev, bbb",
    "pull/12, ccc",
    "v1.2.0, eee",
    "ddd, ddd",
    "HEAD, aaa"
  })
  void aNameOrACommitWithANameIsFound(String committish, String commit) {
    assertThat(refs.find(committish)).map(GitRef::commit).contains(commit);
  }

  @Test
  void anythingElseIsNot() {
    assertThat(refs.find("HEAD~1")).isEmpty();
    assertThat(refs.find("")).isEmpty();
    assertThat(GitRefs.parse("").head()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "^1.0.0, aaa", // the default branch stands at 1.1.0
    ">=1.2.0, eee",
    "~1.0.0, ddd",
    "1.0.0, ddd",
    "v1.2.0, eee",
    "2.0.0-beta.1, fff",
    "*, aaa",
    ">=2.0.0-beta.0, fff"
  })
  void aRangePicksAsNpmDoes(String range, String commit) {
    assertThat(refs.pick(range)).map(GitRef::commit).contains(commit);
  }

  @Test
  void aRangeThatNothingFitsPicksNothing() {
    assertThat(refs.pick("^9.0.0")).isEmpty();
    assertThat(refs.pick("1.9.9")).isEmpty();
  }
}
