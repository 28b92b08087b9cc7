package dev.jpm.runtime;

import static dev.jpm.runtime.Samples.LINUX;
import static dev.jpm.runtime.Samples.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.runtime.RuntimeChoice.Wishes;
import dev.jpm.runtime.RuntimeDecision.UseBundled;
import dev.jpm.runtime.RuntimeDecision.UsePinned;
import dev.jpm.runtime.RuntimeDecision.UseSystem;
import dev.jpm.runtime.RuntimePin.IfUnmet;
import dev.jpm.runtime.RuntimePin.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeChoiceTest {
  private static final String ALL_PINS =
      """
      {'devEngines': {'runtime': {'name': 'node', 'version': '^24'}},
       'engines': {'node': '>=18'}}
      """;

  private static RuntimeDecision decide(
      String json, @Nullable String nvmrc, @Nullable String nodeVersion) {
    return RuntimeChoice.decide(new Wishes(false, manifest(json), nvmrc, nodeVersion), LINUX);
  }

  private static RuntimePin pinOf(RuntimeDecision decision) {
    RuntimePin pin =
        switch (decision) {
          case UseBundled bundled -> bundled.pin();
          case UsePinned pinned -> pinned.pin();
          case UseSystem system -> null;
        };
    assertThat(pin).isNotNull();
    return pin;
  }

  @Test
  void aProjectThatSaysNothingGetsTheBundledRelease() {
    assertThat(decide("{}", null, null))
        .isEqualTo(new UseBundled(RuntimeTable.packageFor(LINUX).orElseThrow(), null));
    assertThat(RuntimeChoice.decide(new Wishes(false, null, null, null), LINUX))
        .isInstanceOf(UseBundled.class);
  }

  @Test
  void theSettingBeatsEveryPin() {
    assertThat(RuntimeChoice.decide(new Wishes(true, manifest(ALL_PINS), "22", "20"), LINUX))
        .isInstanceOf(UseSystem.class);
  }

  @Test
  void pinsCountInOrder() {
    assertThat(pinOf(decide(ALL_PINS, "22", "20")).source()).isEqualTo(Source.DEV_ENGINES);
    String engines = "{'engines': {'node': '>=18'}}";
    assertThat(pinOf(decide(engines, "22", "20")).source()).isEqualTo(Source.NVMRC);
    assertThat(pinOf(decide(engines, null, "20")).source()).isEqualTo(Source.NODE_VERSION);
    assertThat(pinOf(decide(engines, "# nothing\n\n", null)).source()).isEqualTo(Source.ENGINES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "26",
        "v26",
        "26.10.0",
        "v26.10",
        "lts/*",
        "node",
        "stable",
        ">=20 <27",
        "26.x # comment",
        "\n# first\n26\n24"
      })
  void wordsThatTheBundledReleaseMeetsUseIt(String nvmrc) {
    assertThat(decide("{}", nvmrc, null)).isInstanceOf(UseBundled.class);
  }

  @ParameterizedTest
  @CsvSource({
    "24, 24.3.1, 25.0.0",
    "v20.11.1, 20.11.1, 20.11.2",
    "lts/iron, 20.0.0, 22.0.0",
    "lts/-1, 24.1.0, 26.0.0",
    "26.9, 26.9.3, 26.10.0"
  })
  void otherWordsAskForAnotherRelease(String nvmrc, String fits, String fitsNot) {
    RuntimeDecision decision = decide("{}", nvmrc, null);
    assertThat(decision).isInstanceOf(UsePinned.class);
    assertThat(pinOf(decision).accepts(fits)).isTrue();
    assertThat(pinOf(decision).accepts(fitsNot)).isFalse();
  }

  @Test
  void aVersionFileMayAskForTheSystem() {
    assertThat(decide("{}", "system\n", null)).isInstanceOf(UseSystem.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lts/unheard-of", "../../etc", "not a version"})
  void wordsWithoutMeaningAreAnError(String word) {
    assertThatThrownBy(() -> decide("{}", null, word))
        .isInstanceOfSatisfying(
            JpmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ERUNTIME))
        .hasMessageContaining(".node-version");
  }

  @Test
  void devEnginesMayListSeveralRuntimes() {
    String bunFirst =
        """
        {'devEngines': {'runtime': [{'name': 'bun'},
          {'name': 'node', 'version': '22.x', 'onFail': 'warn'}]}}
        """;
    RuntimePin pin = pinOf(decide(bunFirst, null, null));
    assertThat(pin.text()).isEqualTo("22.x");
    assertThat(pin.ifUnmet()).isEqualTo(IfUnmet.WARN);
    assertThat(decide("{'devEngines': {'runtime': {'name': 'bun'}}}", null, null))
        .isInstanceOf(UseBundled.class);
  }

  @Test
  void devEnginesWithoutARangeOfVersionsIsAnError() {
    String json = "{'devEngines': {'runtime': {'name': 'node', 'version': 'newest'}}}";
    assertThatThrownBy(() -> decide(json, null, null))
        .isInstanceOfSatisfying(
            JpmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EBADDEVENGINES));
  }

  @Test
  void enginesThatCannotBeReadSayNothing() {
    assertThat(decide("{'engines': {'node': 'what you like'}}", null, null))
        .isInstanceOf(UseBundled.class);
  }

  @Test
  void aMachineWithoutPackageUsesTheSystem() {
    RuntimeDecision decision =
        RuntimeChoice.decide(
            new Wishes(false, null, null, null), new HostPlatform("linux", "x64", "musl"));
    assertThat(decision)
        .isEqualTo(new UseSystem("no Node.js package is published for linux x64 with musl"));
  }
}
