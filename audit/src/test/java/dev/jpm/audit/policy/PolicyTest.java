package dev.jpm.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.audit.policy.Build.Stated;
import dev.jpm.audit.policy.PackageFacts.Origin;
import dev.jpm.audit.policy.PackageFacts.Scripts;
import dev.jpm.audit.signature.Identity;
import dev.jpm.audit.signature.Proof;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A policy alone, as a registry would ask it: facts in, verdicts out. */
class PolicyTest {
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{`allow`:[`MIT`]}                     | MIT             |",
        "{`allow`:[`MIT`]}                     | MIT OR GPL-2.0  |",
        "{`allow`:[`MIT`]}                     | MIT AND GPL-2.0 | license",
        "{`deny`:[`GPL-2.0`]}                  | GPL-2.0+        | license",
        "{`deny`:[`GPL-2.0`]}                  | Apache-2.0      |",
        "{`allow`:[`MIT`]}                     | UNLICENSED      | license-unknown",
        "{`allow`:[`SEE LICENSE IN X`]}        | SEE LICENSE IN X |",
        "{`deny`:[`UNLICENSED`]}               | UNLICENSED      | license",
        "{`allow`:[`MIT`]}                     | -               | license-unknown",
        "{`allow`:[`MIT`],`except`:[`a@1`]}    | -               |",
        "{`allow`:[`MIT`],`except`:[`a@2`]}    | -               | license-unknown",
        "{`except`:[`b`]}                      | -               |",
        "{`allow`:[`GPL-2.0`]} | GPL-2.0 WITH Classpath-exception-2.0 | license",
        "{`allow`:[`GPL-2.0 WITH Classpath-exception-2.0`]} "
            + "| GPL-2.0 WITH Classpath-exception-2.0 |",
      })
  void licencesAreJudgedByTheirExpression(
      String terms, @Nullable String licence, @Nullable String rule) {
    assertThat(rules("{'licenses':" + terms + "}", facts(licence, null, Scripts.NONE)))
        .isEqualTo(rule == null ? "" : rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "`24h`                          | 2026-06-14T12:00:01Z | age",
        "`24h`                          | 2026-06-14T12:00:00Z | -",
        "`P1D`                          | 2026-06-14T12:00:01Z | age",
        "`3d`                           | 2026-06-12T13:00:00Z | age",
        "`1w`                           | 2026-06-01T13:00:00Z | -",
        "{`age`:`3d`,`except`:[`a`]}    | 2026-06-15T11:00:00Z | -",
        "{`age`:`3d`,`except`:[`@a/*`]} | 2026-06-15T11:00:00Z | age",
        "`90m`                          | 2026-06-16T00:00:00Z | age",
      })
  void agesAreCountedToTheMomentGiven(String terms, Instant published, String rule) {
    assertThat(rules("{'minimumAge':" + terms + "}", facts("MIT", published, Scripts.NONE)))
        .isEqualTo(rule.equals("-") ? "" : rule);
    assertThat(rules("{'minimumAge':" + terms + "}", facts("MIT", null, Scripts.NONE))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{`scripts`:{`allow`:[`b`,`a@2`]}} | scripts",
        "{`scripts`:{`allow`:[`a@^1.0.0`]}} | -",
        "{`scripts`:{}} | -",
        "{`names`:{`deny`:[`a@>=1`]}} | name",
        "{`names`:{`deny`:[`a@>=2`,`@a/*`]}} | -",
        "{`names`:{`allow`:[`b`]}} | name",
        "{`names`:{`allow`:[`*`]}} | -",
        "{`sources`:{`kinds`:[`git`]}} | source",
        "{`sources`:{`hosts`:[`other.example`]}} | source",
        "{`sources`:{`hosts`:[`R.example`]}} | -",
        "{`sources`:{`repositories`:[`github.com/corp/*`]}} | -",
        "{`scripts`:{`allow`:[]},`rules`:{`scripts`:`off`}} | -",
      })
  void scriptsNamesAndSourcesAreJudged(String policy, String rule) {
    assertThat(rules(policy, facts("MIT", null, Scripts.SOME)))
        .isEqualTo(rule.equals("-") ? "" : rule);
  }

  @ParameterizedTest
  @CsvSource({"github.com/corp/x, ''", "github.com/evil/x, source", "gitlab.com/corp/x, source"})
  void repositoriesAreJudgedByWhereTheyAre(String address, String rule) {
    PackageFacts facts =
        new PackageFacts("a", null, Origin.REPOSITORY, address, "MIT", null, Scripts.UNKNOWN);

    assertThat(rules("{'sources':{'repositories':['github.com/corp/*']}}", facts)).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{`require`:[`a`]}                    | NO      | provenance",
        "{`require`:[`a`]}                    | YES     | -",
        "{`require`:[`a`]}                    | UNKNOWN | -",
        "{`require`:[`a@2`,`@a/*`]}           | NO      | -",
        "{`require`:[`*`],`except`:[`a@1`]}   | NO      | -",
        "{`keep`:[`**`]}                      | NO      | provenance-downgrade",
        "{`keep`:[`**`]}                      | YES     | -",
        "{`keep`:[`@*/*`]}                    | NO      | -",
        "{`builtBy`:[{`packages`:[`a`]}]}     | NO      | provenance",
        "{`builtBy`:[{`packages`:[`a`]}]}     | YES     | -",
      })
  void provenanceIsWantedOrKept(String terms, Stated stated, String rule) {
    PackageFacts facts =
        facts("MIT", null, Scripts.NONE).with(new Build(stated, stated == Stated.NO, null));

    assertThat(rules("{'provenance':" + terms + "}", facts))
        .isEqualTo(rule.equals("-") ? "" : rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "`repositories`:[`code.example/acme/*`]            | -",
        "`repositories`:[`https://code.example/acme/a`]    | -",
        "`repositories`:[`code.example/*`]                 | built-by",
        "`repositories`:[`code.example/evil/*`]            | built-by",
        "`workflows`:[`.ci/*`],`refs`:[`refs/tags/*`]      | -",
        "`workflows`:[`other.yml`]                         | built-by",
        "`refs`:[`refs/heads/main`]                        | built-by",
        "`builders`:[`runs.example *`]                     | -",
        "`builders`:[`runs.example`]                       | built-by",
        "`refs`:[`x`]},{`packages`:[`a`]                   | -",
        "`refs`:[`x`]},{`packages`:[`b`]                   | built-by",
      })
  void whoBuiltItIsNamedInAllThatIsSaid(String builder, String rule) {
    Identity identity =
        new Identity(
            "https://code.example/acme/a",
            ".ci/release.yml",
            "refs/tags/v1.0.0",
            "https://runs.example hosted");
    String policy = "{'provenance':{'builtBy':[{'packages':['a']," + builder + "}]}}";
    PackageFacts facts = facts("MIT", null, Scripts.NONE);

    assertThat(rules(policy, facts.with(new Build(Stated.YES, false, new Proof.By(identity)))))
        .isEqualTo(rule.equals("-") ? "" : rule);
    assertThat(rules(policy, facts.with(new Build(Stated.YES, false, new Proof.None("x")))))
        .isEqualTo("built-by");
  }

  @Test
  void aVerdictSaysHowBadAndWhy() {
    Policy policy = policy("{'minimumAge':'3d','rules':{'age':'critical'}}");

    assertThat(policy.judge(facts("MIT", Instant.parse("2026-06-15T07:00:00Z"), Scripts.NONE), NOW))
        .singleElement()
        .satisfies(verdict -> {
          assertThat(verdict.severity().word()).isEqualTo("critical");
          assertThat(verdict.reason())
              .isEqualTo("a@1.0.0 was published 5 hours ago, and the policy wants 3 days");
        });
  }

  private static String rules(String policy, PackageFacts facts) {
    return String.join(
        " ", policy(policy).judge(facts, NOW).stream().map(one -> one.rule().id()).toList());
  }

  private static Policy policy(String json) {
    return Policy.read(json.replace('\'', '"').replace('`', '"'), "jpm-policy.json");
  }

  private static PackageFacts facts(
      @Nullable String licence, @Nullable Instant published, Scripts scripts) {
    return new PackageFacts(
        "a", "1.0.0", Origin.REGISTRY, "r.example/a/-/a-1.0.0.tgz", licence, published, scripts);
  }
}
