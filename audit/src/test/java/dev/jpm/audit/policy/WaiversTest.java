package dev.jpm.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaiversTest {
  private static final Instant NOW = Instant.parse("2026-06-15T11:59:59Z");
  private static final Rule HOST = new Rule("host", Severity.HIGH, "A host", "Look");
  private static final Finding FOUND =
      new Finding(HOST, "a", "1.2.0", "node_modules/b/node_modules/a", 7, "from elsewhere")
          .in("web/package-lock.json");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "`rule`:`host` | true",
        "`rule`:`scheme` | false",
        "`package`:`a` | true",
        "`package`:`a@^1.0.0` | true",
        "`package`:`a@^2.0.0` | false",
        "`package`:`*` | true",
        "`rule`:`host`,`path`:`node_modules/b/**` | true",
        "`rule`:`host`,`path`:`node_modules/*` | false",
        "`advisory`:`host` | false",
        "`rule`:`host`,`expires`:`2026-06-15` | true",
        "`rule`:`host`,`expires`:`2026-06-14` | true",
        "`rule`:`host`,`expires`:`2026-06-13` | false",
      })
  void anIgnoreCoversWhatItNamesUntilItsDayIsOverEverywhere(String ignore, boolean covered) {
    Review review = review(policy(ignore), Baseline.EMPTY, Scope.PART);

    assertThat(review.waived()).hasSize(covered ? 1 : 0);
    assertThat(review.findings().contains(FOUND)).isEqualTo(!covered);
  }

  @Test
  void anExpiredIgnoreIsToldBesideWhatItCovered() {
    Policy policy = policy("'rule':'host','expires':'2026-01-01','owner':'web'");

    assertThat(review(policy, Baseline.EMPTY, Scope.PART).findings())
        .extracting(one -> one.rule().id(), Finding::file, Finding::line, Finding::message)
        .containsExactly(
            tuple("host", "web/package-lock.json", 7, "from elsewhere"),
            tuple(
                "ignore-expired",
                "jpm-policy.json",
                1,
                "host was ignored until 2026-01-01: ours (web)"));
  }

  @Test
  void anIgnoreOfNoUseIsToldOnlyWhereItCouldHaveBeenOfUse() {
    Policy rule = policy("'rule':'scheme'");
    Policy advisory = policy("'advisory':'GHSA-a'");
    Scope scheme =
        Scope.of(List.of(new Rule("scheme", Severity.LOW, "Not secure", "Make it secure")));

    assertThat(ids(review(rule, Baseline.EMPTY, Scope.PART))).isEqualTo("host");
    assertThat(ids(review(rule, Baseline.EMPTY, scheme))).isEqualTo("host ignore-unused");
    assertThat(ids(review(advisory, Baseline.EMPTY, scheme))).isEqualTo("host");
    assertThat(ids(review(advisory, Baseline.EMPTY, Scope.ADVISORIES)))
        .isEqualTo("host ignore-unused");
  }

  @Test
  void theBaselineCoversTheSameVersionOnAnyLine() {
    Baseline baseline =
        Baseline.read(
            Baseline.EMPTY.with(List.of(Baseline.Entry.of(FOUND)), _ -> false).text(), "baseline");
    Finding moved =
        new Finding(HOST, "a", "1.2.0", FOUND.path(), 99, "other words")
            .in("../web/package-lock.json");
    Finding other = new Finding(HOST, "a", "1.3.0", FOUND.path(), 7, "").in(FOUND.file());

    assertThat(baseline.has(Baseline.Entry.of(moved))).isTrue();
    assertThat(baseline.has(Baseline.Entry.of(other))).isFalse();
    assertThat(baseline.with(List.of(), _ -> true)).isEqualTo(baseline);
  }

  @Test
  void severitiesAreThePolicysOwn() {
    Policy lower = Policy.read("{\"rules\":{\"host\":\"low\"}}", "jpm-policy.json");
    Policy off = Policy.read("{\"rules\":{\"host\":\"off\"}}", "jpm-policy.json");

    assertThat(review(lower, Baseline.EMPTY, Scope.PART).findings())
        .containsExactly(FOUND.as(Severity.LOW));
    assertThat(review(off, Baseline.EMPTY, Scope.PART).findings()).isEmpty();
  }

  private static String ids(Review review) {
    return String.join(" ", review.findings().stream().map(one -> one.rule().id()).toList());
  }

  private static Review review(Policy policy, Baseline baseline, Scope scope) {
    Waivers waivers = new Waivers(policy, baseline, NOW);
    Review review = Review.of(List.of(FOUND), policy, waivers);
    List<Finding> all = new ArrayList<>(review.findings());
    all.addAll(waivers.findings(scope, "jpm-policy.json"));
    return new Review(all, review.waived());
  }

  private static Policy policy(String ignore) {
    return Policy.read(
        ("{'ignore':[{" + ignore + ",'reason':'ours'}]}").replace('\'', '"').replace('`', '"'),
        "jpm-policy.json");
  }
}
