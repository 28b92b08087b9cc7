package dev.jpm.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program takes what the published schema takes, and refuses what it refuses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyTextTest {
  private static final String ALL =
      """
      {
        "$schema": "jpm-policy.schema.json",
        "rules": {"host": "critical", "range": "off", "GHSA-aaaa-bbbb-cccc": "low"},
        "licenses": {"allow": ["MIT"], "deny": ["GPL-3.0-only"], "except": ["@corp/*"]},
        "minimumAge": {"age": "3d", "except": ["@corp/*", "a@^1.0.0"]},
        "scripts": {"allow": ["esbuild"]},
        "sources": {
          "hosts": ["r.example"], "kinds": ["registry"], "repositories": ["github.com/corp/*"]
        },
        "names": {"allow": ["*"], "deny": ["event-stream@3.3.6"]},
        "provenance": {
          "require": ["@corp/*"], "keep": ["**"], "except": ["@corp/old@<2"],
          "builtBy": [
            {
              "packages": ["@corp/*"], "repositories": ["github.com/corp/*"],
              "workflows": [".github/workflows/*"], "refs": ["refs/tags/*", "refs/heads/main"],
              "builders": ["token.actions.example github-hosted"]
            }
          ]
        },
        "ignore": [
          {"rule": "host", "path": "node_modules/**", "reason": "ours"},
          {
            "advisory": "GHSA-aaaa-bbbb-cccc", "package": "a@<2", "reason": "not reached",
            "owner": "team-web", "expires": "2026-12-31"
          }
        ]
      }
      """;

  private Schema schema;

  @BeforeAll
  void readSchema() throws IOException {
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("../docs/jpm-policy.schema.json")));
  }

  @Test
  void everythingInThePublishedSchemaIsRead() {
    Policy policy = Policy.read(ALL, "jpm-policy.json");

    assertThat(schema.validate(ALL, InputFormat.JSON)).isEmpty();
    assertThat(policy.severities().off()).containsExactly("range");
    assertThat(policy.age().except()).hasSize(2);
    assertThat(policy.provenance().builtBy()).hasSize(1);
    assertThat(policy.ignores()).extracting(Ignore::line).containsExactly(22, 23);
    assertThat(policy.ignores().getLast().expires()).isEqualTo(LocalDate.of(2026, 12, 31));
    assertThat(policy.ignores().getLast().told()).isEqualTo("not reached (team-web)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'rulez':{}} | rulez is not known",
        "{'rules':{'host':'bad'}} | rules.host is none of off, info",
        "{'rules':[]} | rules must be an object",
        "{'licenses':{'allow':'MIT'}} | licenses.allow must be a list",
        "{'licenses':{'allow':[1]}} | licenses.allow[0] must be a text",
        "{'licenses':{'permit':['MIT']}} | licenses.permit is not known",
        "{'minimumAge':3} | minimumAge must be an object",
        "{'minimumAge':'3 years'} | minimumAge cannot be read: 3 years",
        "{'minimumAge':{}} | minimumAge.age is missing",
        "{'sources':{'kinds':['svn']}} | sources.kinds[0] is none of registry, git, remote",
        "{'provenance':{'must':['a']}} | provenance.must is not known",
        "{'provenance':{'require':'a'}} | provenance.require must be a list",
        "{'provenance':{'builtBy':[{'refs':['main']}]}} | provenance.builtBy[0].packages is missing",
        "{'provenance':{'builtBy':[{'packages':['a'],'refs':['refs/tags/v*']}]}} "
            + "| provenance.builtBy[0].refs[0] must be refs/tags/*",
        "{'ignore':[{'rule':'host'}]} | ignore[0].reason is missing",
        "{'ignore':[{'reason':'x'}]} | ignore[0] names neither",
        "{'ignore':[{'rule':'a','advisory':'b','reason':'x'}]} | ignore[0] is about a rule or",
        "{'ignore':[{'rule':'a','reason':' '}]} | ignore[0].reason must be a text",
        "{'ignore':[{'rule':'a','reason':'x','expires':'soon'}]} | ignore[0].expires cannot be",
        "{'ignore':[{'rule':'a','reason':'x','until':'2026-01-01'}]} | ignore[0].until is not",
      })
  void whatTheSchemaRefusesIsToldWithItsPlace(String json, String message) {
    String text = json.replace('\'', '"');

    assertThat(schema.validate(text, InputFormat.JSON)).isNotEmpty();
    assertThatThrownBy(() -> Policy.read(text, "jpm-policy.json"))
        .isInstanceOfSatisfying(
            JpmException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.EBADPOLICY))
        .hasMessageContaining("jpm-policy.json: " + message);
  }
}
