package dev.jpm.model.semver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Tables of expected answers were computed with node-semver 7.8.5. */
class RangeTest {
  private static final List<String> VERSIONS =
      Sheet.rows("versions.tsv").stream().map(row -> Sheet.text(row[0])).toList();

  @Test
  void readsStrictlyAsNodeSemver() {
    check(1, Range::tryParse);
  }

  @Test
  void readsLooselyAsNodeSemver() {
    check(2, Range::tryParseLoose);
  }

  @Test
  void includesPrereleasesStrictlyAsNodeSemver() {
    check(3, Range::tryParseIncludingPrereleases);
  }

  @Test
  void includesPrereleasesLooselyAsNodeSemver() {
    check(4, text -> Range.tryParseLoose(text).map(Range::includingPrereleases));
  }

  @Test
  void judgesPairsAsNodeSemver() {
    List<String[]> rows = Sheet.rows("relations.tsv");
    List<String> texts =
        rows.stream().filter(row -> row[1].equals("s")).map(row -> Sheet.text(row[0])).toList();
    for (String[] row : rows) {
      Function<String, Range> read =
          row[1].equals("s") ? Range::parse : text -> Range.parse(text).includingPrereleases();
      Range one = read.apply(Sheet.text(row[0]));
      StringBuilder intersects = new StringBuilder();
      StringBuilder subset = new StringBuilder();
      for (String text : texts) {
        intersects.append(one.intersects(read.apply(text)) ? '1' : '0');
        subset.append(one.isSubsetOf(read.apply(text)) ? '1' : '0');
      }
      assertThat(intersects.toString())
          .as("%s meets (%s) %s", row[0], row[1], texts)
          .isEqualTo(row[2]);
      assertThat(subset.toString())
          .as("%s within (%s) %s", row[0], row[1], texts)
          .isEqualTo(row[3]);
    }
  }

  @Test
  void refusesWhatIsNoRange() {
    assertThatThrownBy(() -> Range.parse("latest"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid SemVer Range: latest");
    assertThat(Range.tryParseLoose("latest")).isEmpty();
  }

  @Test
  void knowsWhenAnythingGoes() {
    assertThat(Range.parse("").isAny()).isTrue();
    assertThat(Range.parse("1 || *").isAny()).isTrue();
    assertThat(Range.parse(">=0.0.1").isAny()).isFalse();
  }

  @Test
  void picksTheNewestThatFits() {
    List<Version> versions =
        List.of(Version.of(1, 2, 3), Version.of(1, 10, 0), Version.of(2, 0, 0));
    assertThat(Range.parse("^1").newestOf(versions)).hasValue(Version.of(1, 10, 0));
    assertThat(Range.parse("^3").newestOf(versions)).isEmpty();
  }

  private static void check(int column, Function<String, Optional<Range>> read) {
    for (String[] row : Sheet.rows("ranges.tsv")) {
      String text = Sheet.text(row[0]);
      assertThat(read.apply(text).map(RangeTest::answers).orElse("!"))
          .as("'%s'", text)
          .isEqualTo(row[column]);
    }
  }

  /** Its form, a bit for each version that it takes (in hexadecimal digits), the lowest version. */
  private static String answers(Range range) {
    StringBuilder bits = new StringBuilder();
    for (int i = 0; i < VERSIONS.size(); i += 4) {
      int digit = 0;
      for (int k = i; k < i + 4; k++) {
        digit = digit * 2 + (k < VERSIONS.size() && range.accepts(VERSIONS.get(k)) ? 1 : 0);
      }
      bits.append(Character.forDigit(digit, 16));
    }
    String lowest = range.minVersion().map(Version::toString).orElse("-");
    return "\"" + range + "\" " + bits + " " + lowest;
  }
}
