package dev.jpm.fetcher.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.GitSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitCommitTest {
  @ParameterizedTest
  @CsvSource({
    "a/b,                                  git+ssh://git@github.com/a/b.git#abc",
    "github:a/b#semver:^1,                 git+ssh://git@github.com/a/b.git#abc",
    "gitlab:a/b#x::path:y,                 git+ssh://git@gitlab.com/a/b.git#abc",
    "bitbucket:a/b,                        git+ssh://git@bitbucket.org/a/b.git#abc",
    "gist:1234,                            git+ssh://git@gist.github.com/1234.git#abc",
    "git+https://u:p@github.com/a/b.git,   git+https://u:p@github.com/a/b.git#abc",
    "git+https://github.com/a/b.git,       git+ssh://git@github.com/a/b.git#abc",
    "git://github.com/a/b.git,             git+ssh://git@github.com/a/b.git#abc",
    "git+https://host.example/a/b.git#dev, git+https://host.example/a/b.git#abc",
    "git://host.example/a/b.git,           git://host.example/a/b.git#abc",
    "git+ssh://git@host.example:a/b.git#x, git+ssh://git@host.example:a/b.git#abc",
    "git+file:///x/y,                      git+file:///x/y#abc"
  })
  void isWrittenAsNpmWritesItInLockfiles(String spec, String resolved) {
    GitSpec parsed = (GitSpec) Spec.parse("x", spec);

    assertThat(new GitCommit(parsed, "abc").resolved()).isEqualTo(resolved);
  }
}
