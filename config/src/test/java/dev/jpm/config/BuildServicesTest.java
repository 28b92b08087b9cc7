package dev.jpm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BuildServicesTest {
  @Test
  void anEnvironmentTellsWhoBuilds() {
    assertThat(names("GITHUB_ACTIONS", "true")).isEqualTo("GitHub Actions");
    assertThat(names("GITLAB_CI", "true")).isEqualTo("GitLab CI");
    assertThat(names("CIRCLECI", "true")).isEqualTo("CircleCI");
    assertThat(names("CI", "woodpecker")).isEqualTo("Woodpecker");
    assertThat(names("VERCEL", "1")).isEqualTo("Vercel");
    assertThat(names("NODE", "/app/.heroku/node/bin/node")).isEqualTo("Heroku");
    assertThat(BuildServices.of(Map.of("JENKINS_URL", "x", "BUILD_ID", "1")).name())
        .isEqualTo("Jenkins");
  }

  @Test
  void mostTellNothing() {
    assertThat(names("CI", "true")).isNull();
    assertThat(names("JENKINS_URL", "x")).isNull();
    assertThat(names("GITHUB_ACTIONS", "")).isNull();
    assertThat(names("NODE", "/usr/bin/node")).isNull();
    assertThat(BuildServices.of(Map.of("CI", "false", "GITHUB_ACTIONS", "true")).names()).isEmpty();
  }

  @Test
  void oneMayStandInForAnother() {
    BuildServices both = BuildServices.of(Map.of("GITHUB_ACTIONS", "true", "VERCEL", "1"));

    assertThat(both.include(BuildServices.GITHUB_ACTIONS)).isTrue();
    assertThat(both.include(BuildServices.GITLAB_CI)).isFalse();
    assertThat(both.name()).isEqualTo("Vercel");
  }

  private static @Nullable String names(String variable, String value) {
    return BuildServices.of(Map.of(variable, value)).name();
  }
}
