package dev.jpm.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.Packument;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionPickerTest {
  private static final PickOptions OPTIONS = PickOptions.on(World.LINUX);
  private final VersionPicker picker = new VersionPicker();

  private String pick(Packument packument, String wanted, PickOptions options) {
    return switch (picker.pick(packument, wanted, options)) {
      case PickResult.Picked picked -> picked.release().version() + (picked.avoided() ? "!" : "");
      case PickResult.None none -> none.error().code().name();
    };
  }

  @ParameterizedTest
  @CsvSource({
    // what is wanted, what is picked
    "'', 1.1.0",
    "*, 1.1.0",
    "latest, 1.1.0",
    "next, 2.0.0-beta.1",
    "beta, ETARGET",
    "^1.0.0, 1.1.0",
    "1.0.x, 1.0.1",
    ">=1.0.0, 1.1.0",
    ">1.1.0, 1.2.0",
    "1.2.0, 1.2.0",
    "=v1.2.0, 1.2.0",
    "2.0.0-beta.1, 2.0.0-beta.1",
    "^2.0.0-beta.0, 2.0.0-beta.1",
    "^2.0.0, ETARGET",
    "3.0.0, ETARGET",
  })
  void theDefaultTagWinsWhereItSatisfies(String wanted, String expected) {
    Packument packument =
        World.of("a@1.0.0\na@1.0.1\na@1.1.0\na@1.2.0\na@2.0.0-beta.1")
            .tag("a", "latest", "1.1.0")
            .tag("a", "next", "2.0.0-beta.1")
            .packumentOf("a");
    assertThat(pick(packument, wanted, OPTIONS)).isEqualTo(expected);
  }

  @Test
  void aStarTakesTheTagEvenIfItIsAPrerelease() {
    Packument packument = World.of("a@1.0.0\na@2.0.0-rc.1").packumentOf("a");
    assertThat(pick(packument, "*", OPTIONS)).isEqualTo("2.0.0-rc.1");
    assertThat(pick(packument, ">=0", OPTIONS)).isEqualTo("1.0.0");
  }

  @Test
  void anotherDefaultTagDecidesInItsPlace() {
    Packument packument =
        World.of("a@1.0.0\na@1.5.0\na@1.9.0").tag("a", "stable", "1.5.0").packumentOf("a");
    assertThat(pick(packument, "^1", OPTIONS.withDefaultTag("stable"))).isEqualTo("1.5.0");
  }

  @Test
  void aVersionThatFitsTheRuntimeBeatsANewerOneThatDoesNot() {
    Packument packument =
        World.of("a@1.0.0 node:>=20\na@1.1.0 node:>=99\na@1.2.0 node:>=99").packumentOf("a");
    assertThat(pick(packument, "^1", OPTIONS)).isEqualTo("1.0.0");
    assertThat(pick(packument, "^1.1.0", OPTIONS)).isEqualTo("1.2.0");
  }

  @Test
  void aDeprecatedVersionIsTakenOnlyIfThereIsNothingElse() {
    Packument packument =
        World.of("a@1.0.0\na@1.1.0 deprecated\na@2.0.0 deprecated").packumentOf("a");
    assertThat(pick(packument, "^1", OPTIONS)).isEqualTo("1.0.0");
    assertThat(pick(packument, "2", OPTIONS)).isEqualTo("2.0.0");
    assertThat(pick(packument, "1.1.0", OPTIONS)).isEqualTo("1.1.0");
  }

  @Test
  void anUnfitVersionIsWorseThanADeprecatedOne() {
    Packument packument = World.of("a@1.0.0 deprecated\na@1.1.0 node:>=99").packumentOf("a");
    assertThat(pick(packument, "^1", OPTIONS)).isEqualTo("1.0.0");
  }

  @Test
  void avoidedVersionsAreTakenOnlyIfThereIsNothingElse() {
    Packument packument = World.of("a@1.0.0 deprecated\na@1.1.0\na@2.0.0").packumentOf("a");
    PickOptions avoid = OPTIONS.withAvoid(Range.parse(">=1.1.0"));
    assertThat(pick(packument, "^1", avoid)).isEqualTo("1.0.0");
    assertThat(pick(packument, "2", avoid)).isEqualTo("2.0.0!");
  }

  private static Packument timed(Map<String, String> times) {
    Packument plain = World.of("a@1.0.0\na@1.1.0\na@1.2.0").packumentOf("a");
    return new Packument(
        "a",
        plain.distTags(),
        plain.versions(),
        new LinkedHashMap<>(times),
        plain.restricted(),
        null);
  }

  @Test
  void youngVersionsAreNotTakenAndVersionsWithoutATimeAreOldEnough() {
    PickOptions old = OPTIONS.withBefore(Instant.parse("2026-02-01T00:00:00Z"));
    Map<String, String> times = new TreeMap<>();
    times.put("1.1.0", "2026-01-01T00:00:00.000Z");
    times.put("1.2.0", "2026-03-01T00:00:00.000Z");
    assertThat(pick(timed(times), "^1", old)).isEqualTo("1.1.0");
    assertThat(pick(timed(times), "latest", old)).isEqualTo("1.1.0");
    assertThat(pick(timed(times), "1.2.0", old)).isEqualTo("ETARGET");
    times.put("1.1.0", "2026-03-01T00:00:00.000Z");
    assertThat(pick(timed(times), "^1", old)).isEqualTo("1.0.0");
    times.put("1.0.0", "2026-03-01T00:00:00.000Z");
    assertThat(pick(timed(times), "^1", old)).isEqualTo("ENOVERSIONS");
  }

  @Test
  void aVersionWithheldByPolicyIsNamedAsSuch() {
    Packument plain = World.of("a@1.0.0\na@1.1.0").packumentOf("a");
    LinkedHashMap<String, Packument.Release> kept = new LinkedHashMap<>(plain.versions());
    LinkedHashMap<String, Packument.Release> withheld = new LinkedHashMap<>();
    withheld.put("1.1.0", kept.remove("1.1.0"));
    Packument packument =
        new Packument("a", plain.distTags(), kept, plain.time(), withheld, "not for you");
    assertThat(pick(packument, "^1", OPTIONS)).isEqualTo("1.0.0");
    assertThat(picker.pick(packument, "1.1.0", OPTIONS))
        .isInstanceOfSatisfying(
            PickResult.None.class,
            none -> {
              assertThat(none.error().code()).isEqualTo(ErrorCode.E403);
              assertThat(none.error()).hasMessageContaining("not for you");
            });
  }

  @Test
  void theErrorNamesTheNearestVersionsAndTheTags() {
    Packument packument = World.of("a@1.0.0\na@1.4.0\na@1.4.2\na@2.0.0").packumentOf("a");
    JpmException error = ((PickResult.None) picker.pick(packument, "1.4.9", OPTIONS)).error();
    assertThat(error).hasMessage("No matching version found for a@1.4.9");
    assertThat(error.hints())
        .isEqualTo(
            List.of(
                "The nearest versions are 1.4.2, 1.4.0, 1.0.0, 2.0.0",
                "Its tags are latest (2.0.0)"));
  }
}
