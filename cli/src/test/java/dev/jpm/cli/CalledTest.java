package dev.jpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CalledTest {
  @Test
  void theFirstArgumentOfLauncherAndShimsNamesTheProgram() {
    assertThat(Called.of(List.of("jpx", "a"))).isEqualTo(new Called("jpx", List.of("a")));
    assertThat(Called.of(List.of("--invoked-as=npm", "run", "x")))
        .isEqualTo(new Called("npm", List.of("run", "x")));
    assertThat(Called.of(List.of("--invoked-as=npx"))).isEqualTo(new Called("npx", List.of()));
    assertThat(Called.of(List.of("run"))).isEqualTo(new Called("jpm", List.of("run")));
    assertThat(Called.of(List.of())).isEqualTo(new Called("jpm", List.of()));
  }

  @Test
  void asNpmTheVersionIsNpms() {
    assertThat(Release.versionOf("npm")).isEqualTo(Release.npmVersion());
    assertThat(Release.versionOf("jpx")).isEqualTo(Release.version());
  }
}
