package dev.jpm.model.semver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.semver4j.Semver;

/** Where another library gives an answer at all, it is the same one. */
class IndependentOrderTest {
  private static final List<String> STRICT =
      Sheet.rows("versions.tsv").stream()
          .map(row -> Sheet.text(row[0]))
          // It drops a prerelease that is only a hyphen.
          .filter(text -> !text.equals("1.2.3--"))
          .filter(text -> Version.tryParse(text).isPresent() && Semver.parse(text) != null)
          .toList();

  @Test
  void ordersStrictVersionsAsSemver4j() {
    assertThat(STRICT).hasSizeGreaterThan(30);
    for (String a : STRICT) {
      for (String b : STRICT) {
        assertThat(Integer.signum(Version.parse(a).compareTo(Version.parse(b))))
            .as("%s and %s", a, b)
            .isEqualTo(Integer.signum(compare(a, b)));
      }
    }
  }

  private static int compare(String a, String b) {
    Semver one = new Semver(a);
    Semver other = new Semver(b);
    return one.isGreaterThan(other) ? 1 : one.isLowerThan(other) ? -1 : 0;
  }
}
