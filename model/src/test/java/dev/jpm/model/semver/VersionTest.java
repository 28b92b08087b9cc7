package dev.jpm.model.semver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables of expected answers were computed with node-semver 7.8.5. */
class VersionTest {

  @Test
  void readsWhatNodeSemverReadsStrictlyAndLoosely() {
    for (String[] row : Sheet.rows("versions.tsv")) {
      String text = Sheet.text(row[0]);
      assertThat(Version.tryParse(text).map(Version::toString).orElse(null))
          .as("strict '%s'", text)
          .isEqualTo(Sheet.textOrNull(row[1]));
      assertThat(Version.tryParseLoose(text).map(Version::toString).orElse(null))
          .as("loose '%s'", text)
          .isEqualTo(Sheet.textOrNull(row[2]));
    }
  }

  @Test
  void ordersEveryPairAsNodeSemverDoes() {
    List<String[]> rows = Sheet.rows("order.tsv");
    for (String[] row : rows) {
      Version one = Version.parseLoose(Sheet.text(row[0]));
      StringBuilder order = new StringBuilder();
      for (String[] other : rows) {
        int sign = one.compareTo(Version.parseLoose(Sheet.text(other[0])));
        order.append(sign < 0 ? '<' : sign > 0 ? '>' : '=');
      }
      assertThat(order.toString()).as(row[0]).isEqualTo(row[1]);
    }
  }

  @Test
  void keepsWhatWasWrittenBesideTheNormalForm() {
    Version version = Version.parse("v1.2.3-beta.1+sha.5");
    assertThat(version.raw()).isEqualTo("v1.2.3-beta.1+sha.5");
    assertThat(version).hasToString("1.2.3-beta.1").isEqualTo(Version.parse("1.2.3-beta.1+other"));
    assertThat(version.prerelease()).containsExactly("beta", "1");
    assertThat(version.isPrerelease()).isTrue();
  }

  @Test
  void refusesWhatIsNoVersion() {
    assertThatThrownBy(() -> Version.parse("1.2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid Version: 1.2");
    assertThat(Version.tryParseLoose("1.2.3".repeat(60))).isEmpty();
  }

  @Test
  void cleansLeadingSigns() {
    assertThat(Version.tryClean(" ==v1.2.3 ")).hasValue(Version.of(1, 2, 3));
    assertThat(Version.tryClean(">=1.2.3")).isEmpty();
  }
}
