package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code install-strategy=linked} fetches. */
class LinkedDownloadsTest {
  @TempDir private Path temp;

  @Test
  void whatOtherPlatformsWouldGetIsNotFetched() {
    try (MockRegistry registry = MockRegistry.start()) {
      registry
          .publish(
              "native",
              "1.0.0",
              p -> p.optional("native-plan9", "1.0.0").optional("native-here", "1.0.0"))
          .publish("native-plan9", "1.0.0", p -> p.os("plan9").dependency("below", "1.0.0"))
          .publish("native-here", "1.0.0")
          .publish("below", "1.0.0");
      TempProject first = TempProject.in(temp.resolve("first"));
      first.packageJson(p -> p.dependency("native", "1.0.0"));
      jpm(registry, "first-home").run(first, "install").succeeded();
      TempProject second = TempProject.in(temp.resolve("second"));
      second.packageJson(p -> p.dependency("native", "1.0.0"));
      second.file("package-lock.json", first.read("package-lock.json"));
      registry.requests().clear();

      jpm(registry, "second-home").run(second, "install").succeeded();

      assertThat(second.read("package-lock.json")).contains("native-plan9");
      assertThat(registry.requests().count("/native-plan9/-/*")).isZero();
      assertThat(registry.requests().count("/native-here/-/*")).isOne();
    }
  }

  private Jpm jpm(MockRegistry registry, String home) {
    return Jpm.with(temp.resolve(home), registry).set("npm_config_install_strategy", "linked");
  }
}
