package dev.jpm.fetcher.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.jpm.fetcher.RetryPolicy;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.GitSpec;
import dev.jpm.testing.GitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRepositoriesTest {
  @TempDir private Path temp;
  private final Map<String, String> env = new HashMap<>();
  private GitRepository remote;
  private String first;
  private String second;
  private String branch;

  @BeforeEach
  void prepare() {
    env.put("PATH", System.getProperty("jpm.test.path", "/usr/local/bin:/usr/bin:/bin"));
    env.put("GIT_CONFIG_GLOBAL", temp.resolve("gitconfig").toString());
    remote = GitRepository.in(temp.resolve("remote"));
    first = remote.file("a.txt", "1").commit();
    remote.git("tag", "-a", "v1.0.0", "-m", "one");
    second = remote.file("a.txt", "2").commit();
    remote.git("checkout", "-q", "-b", "dev");
    branch = remote.file("a.txt", "3").commit();
    remote.git("checkout", "-q", "main");
  }

  @Test
  void findsWhatTheSpecMeans() {
    assertThat(resolve("")).isEqualTo(second);
    assertThat(resolve("#v1.0.0")).isEqualTo(first);
    assertThat(resolve("#semver:^1.0.0")).isEqualTo(first);
    assertThat(resolve("#dev")).isEqualTo(branch);
    assertThat(resolve("#main~1")).isEqualTo(first);
    assertThat(resolve("#" + second.substring(0, 8))).isEqualTo(second);
  }

  @Test
  void asksNobodyForAFullCommit() {
    String commit = "0123456789012345678901234567890123456789";
    GitSpec spec = spec("git+file:///nowhere#" + commit);

    assertThat(repositories().resolve(spec).commit()).isEqualTo(commit);
  }

  @Test
  void checksOutACommitWithOrWithoutAName() throws Exception {
    String hidden = remote.file("a.txt", "4").commit();
    remote.git("update-ref", "refs/pull/7/head", hidden);
    remote.git("reset", "-q", "--hard", second);

    assertThat(checkedOut("#v1.0.0")).isEqualTo("1");
    assertThat(checkedOut("")).isEqualTo("2");
    assertThat(checkedOut("#dev")).isEqualTo("3");
    assertThat(checkedOut("#pull/7")).isEqualTo("4");
    assertThat(checkedOut("#" + first)).isEqualTo("1");
    assertThat(checkedOut("#main~1")).isEqualTo("1");
  }

  @Test
  void triesHttpsFirstAndSshThen() throws Exception {
    Files.writeString(
        temp.resolve("gitconfig"),
        "[url \"file://"
            + temp
            + "/\"]\n\tinsteadOf = \"ssh://git@github.com/me/\"\n"
            + "[url \"file:///nowhere/\"]\n\tinsteadOf = \"https://github.com/\"\n");
    GitSpec spec = spec("me/remote");
    env.put("GIT_SSH_COMMAND", "false");
    remote.git("clone", "-q", "--bare", ".", temp.resolve("remote.git").toString());

    GitCommit commit = repositories().resolve(spec);

    assertThat(commit.commit()).isEqualTo(second);
    assertThat(commit.resolved()).isEqualTo("git+ssh://git@github.com/me/remote.git#" + second);
  }

  @Test
  void tellsWhatGitSaidWhenItFails() {
    assertThatThrownBy(() -> repositories().resolve(spec("git+file:///no/such/place")))
        .asInstanceOf(type(JpmException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EGIT))
        .satisfies(e -> assertThat(e.hints().toString()).contains("/no/such/place"));
    assertThatThrownBy(() -> resolve("#semver:^7.0.0"))
        .asInstanceOf(type(JpmException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ETARGET));
  }

  @Test
  void saysWhatToDoWithoutGit() {
    GitRepositories none =
        new GitRepositories(new GitCommand("/no/such/git", env, RetryPolicy.DEFAULT, time -> {}));

    assertThatThrownBy(() -> none.resolve(spec(remote.spec(""))))
        .asInstanceOf(type(JpmException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENOGIT))
        .satisfies(e -> assertThat(e.hints().toString()).contains("Install git"));
  }

  @Test
  void passesNoOptionsAndNoProgramsOnToGit() {
    assertThatThrownBy(() -> resolve("#--upload-pack=touch x")).isInstanceOf(JpmException.class);
    assertThatThrownBy(() -> repositories().resolve(spec("git+ssh://ext::sh:-c%20touch")))
        .isInstanceOf(JpmException.class);
    assertThatThrownBy(() -> repositories().resolve(spec("git+ssh://-oProxyCommand=x:y")))
        .asInstanceOf(type(JpmException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EUNSUPPORTEDPROTOCOL));
  }

  private String resolve(String selector) {
    return repositories().resolve(spec(remote.spec(selector))).commit();
  }

  private String checkedOut(String selector) throws Exception {
    GitRepositories repositories = repositories();
    Path folder = temp.resolve("checkout");
    repositories.checkOut(repositories.resolve(spec(remote.spec(selector))), folder);
    return Files.readString(folder.resolve("a.txt"));
  }

  private GitRepositories repositories() {
    return new GitRepositories(new GitCommand("git", env, RetryPolicy.DEFAULT, time -> {}));
  }

  private static GitSpec spec(String text) {
    return (GitSpec) Spec.parse("x", text);
  }
}
