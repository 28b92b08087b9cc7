package dev.jpm.lockfile.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.lockfile.PackageJsonFile;
import dev.jpm.model.json.JsonText;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of other tools' rules in package.json. */
class ForeignOverridesTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "ms,                       2.0.0,                     '{\"ms\":\"2.0.0\"}'",
    "ms,                       npm:^2.0.0,                '{\"ms\":\"^2.0.0\"}'",
    "ms,                       npm:other@2.0.0,           '{\"ms\":\"npm:other@2.0.0\"}'",
    "ms@npm:^1.0.0,            2.0.0,                     '{\"ms@^1.0.0\":\"2.0.0\"}'",
    "ms@^1.0.0,                2.0.0,                     '{\"ms@^1.0.0\":\"2.0.0\"}'",
    "**/ms,                    2.0.0,                     '{\"ms\":\"2.0.0\"}'",
    "debug/ms,                 2.0.0,                     '{\"debug\":{\"ms\":\"2.0.0\"}}'",
    "@s/debug/**/@s/ms,        2.0.0,                     '{\"@s/debug\":{\"@s/ms\":\"2.0.0\"}}'",
    "@s/debug@npm:4.0.0/ms,    2.0.0,                     '{\"@s/debug@4.0.0\":{\"ms\":\"2.0.0\"}}'",
    "debug/own,                workspace:*,               '{\"debug\":{\"own\":\"file:packages/own\"}}'",
  })
  void yarnsResolutions(String key, String value, String overrides) {
    ForeignOverrides.Result result = withResolutions("{\"" + key + "\":\"" + value + "\"}", "{}");

    assertThat(overridesIn(result)).isEqualTo(overrides);
    assertThat(result.isChanged()).isTrue();
    assertThat(result.notes()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "ms@<2.0.0,                2.0.0,                     '{\"ms@<2.0.0\":\"2.0.0\"}'",
    "ms@>1.0.0,                2.0.0,                     '{\"ms@>1.0.0\":\"2.0.0\"}'",
    "debug>ms,                 2.0.0,                     '{\"debug\":{\"ms\":\"2.0.0\"}}'",
    "debug@>=4 || >2>ms@1,     2.0.0,                     '{\"debug@>=4 || >2\":{\"ms@1\":\"2.0.0\"}}'",
    "ms,                       $ms,                       '{\"ms\":\"$ms\"}'",
  })
  void pnpmsOverrides(String key, String value, String overrides) {
    String lock =
        "lockfileVersion: '9.0'\noverrides:\n  '" + key + "': " + value + "\nimporters: {}\n";

    ForeignOverrides.Result result = of(ForeignLockfile.PNPM.read(lock, "pnpm-lock.yaml"), "{}");

    assertThat(overridesIn(result)).isEqualTo(overrides);
    assertThat(result.notes()).isEmpty();
  }

  @Test
  void bunsOverrides() {
    String lock = "{\"packages\": {}, \"overrides\": {\"ms\": \"2.0.0\",},}";

    ForeignOverrides.Result result = of(ForeignLockfile.BUN.read(lock, "bun.lock"), "{}");

    assertThat(overridesIn(result)).isEqualTo("{\"ms\":\"2.0.0\"}");
  }

  @Test
  void aPatchIsLeftOutOfTheRule() {
    ForeignOverrides.Result result =
        withResolutions("{\"ms@npm:^1.0.0\": \"patch:ms@npm%3A2.0.0#~/ms.patch\"}", "{}");

    assertThat(overridesIn(result)).isEqualTo("{\"ms@^1.0.0\":\"2.0.0\"}");
    assertThat(result.notes())
        .containsExactly("the patch of ms is not taken over; npm has no patches");
  }

  @ParameterizedTest
  @CsvSource({"ms, link:./ms", "ms, portal:../ms", "ms, workspace:*", "own, workspace:*"})
  void whatNpmHasNothingLikeIsTold(String name, String value) {
    ForeignOverrides.Result result = withResolutions("{\"" + name + "\": \"" + value + "\"}", "{}");

    assertThat(result.isChanged()).isFalse();
    assertThat(result.notes())
        .containsExactly("the rule that makes " + name + " " + value + " is not taken over");
  }

  @Test
  void aRuleForAPackageAndOneBelowItStandTogether() {
    ForeignOverrides.Result result =
        withResolutions("{\"debug\": \"4.0.0\", \"debug/ms\": \"2.0.0\", \"qs\": \"6.0.0\"}", "{}");

    assertThat(overridesIn(result))
        .isEqualTo("{\"debug\":{\".\":\"4.0.0\",\"ms\":\"2.0.0\"},\"qs\":\"6.0.0\"}");
  }

  @Test
  void whatTheUserHasWrittenStays() {
    String manifest = "{\"overrides\": {\"ms\": \"2.1.0\", \"debug\": {\"ms\": \"2.2.0\"}}}";

    ForeignOverrides.Result result =
        withResolutions("{\"ms\": \"2.0.0\", \"debug/ms\": \"2.0.0\"}", manifest);

    assertThat(result.isChanged()).isFalse();
    assertThat(overridesIn(result)).isEqualTo("{\"ms\":\"2.1.0\",\"debug\":{\"ms\":\"2.2.0\"}}");
  }

  @ParameterizedTest(name = "own {0}, rule {1}")
  @CsvSource({
    "^2.0.0, 2.0.0, ^2.0.0, $ms", // what was locked is what the project asks for
    "2.0.0,  2.0.0, 2.0.0,  2.0.0",
    "^1.0.0, 2.0.0, 2.0.0,  2.0.0",
  })
  void theProjectsOwnDependencyAndTheRuleAgree(
      String own, String value, String ownAfter, String rule) {
    String manifest = "{\"devDependencies\": {\"ms\": \"" + own + "\"}}";

    ForeignOverrides.Result result = withResolutions("{\"ms\": \"" + value + "\"}", manifest);

    assertThat(overridesIn(result)).isEqualTo("{\"ms\":\"" + rule + "\"}");
    assertThat(result.packageJson().json().at("/devDependencies/ms").asString())
        .isEqualTo(ownAfter);
  }

  @Test
  void aRuleForOtherRangesLeavesTheProjectsOwnDependencyAlone() {
    ForeignOverrides.Result result =
        withResolutions("{\"ms@npm:^1.0.0\": \"2.0.0\"}", "{\"dependencies\": {\"ms\": \"^2\"}}");

    assertThat(overridesIn(result)).isEqualTo("{\"ms@^1.0.0\":\"2.0.0\"}");
    assertThat(result.packageJson().json().at("/dependencies/ms").asString()).isEqualTo("^2");
  }

  private static ForeignOverrides.Result withResolutions(String resolutions, String manifest) {
    ForeignLock lock =
        ForeignLockfile.YARN.read("ms@2.0.0, ms@^1.0.0:\n  version \"2.0.0\"\n", "yarn.lock");
    PackageJsonFile file = PackageJsonFile.parse(manifest, "package.json");
    return ForeignOverrides.of(
        lock,
        file.with("resolutions", JsonText.parse(resolutions, "resolutions")),
        Map.of("own", "packages/own"));
  }

  private static ForeignOverrides.Result of(ForeignLock lock, String manifest) {
    return ForeignOverrides.of(lock, PackageJsonFile.parse(manifest, "package.json"), Map.of());
  }

  private static String overridesIn(ForeignOverrides.Result result) {
    return result.packageJson().json().path("overrides").toString();
  }
}
