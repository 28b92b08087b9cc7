package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Audits with an OSV database in the place of the registry. */
class AuditOfflineTest {
  private static final String RECORD =
      """
      {
        "id": "MAL-2026-1",
        "summary": "Malicious code in a",
        "affected": [
          {
            "package": { "ecosystem": "npm", "name": "a" },
            "ranges": [{ "type": "SEMVER", "events": [{ "introduced": "0" }] }]
          }
        ]
      }
      """;

  @TempDir private Path temp;

  @Test
  void aDatabaseIsAskedInThePlaceOfTheRegistry() {
    try (MockRegistry registry = MockRegistry.start()) {
      registry.publish("a", "1.0.0").publish("b", "1.0.0", it -> it.dependency("a", "^1.0.0"));
      Jpm jpm = Jpm.with(temp.resolve("home"), registry);
      TempProject project = TempProject.in(temp.resolve("project"));
      project.file("package.json", "{\"dependencies\":{\"b\":\"1.0.0\"}}");
      project.file("osv/MAL-2026-1.json", RECORD);
      jpm.run(project, "install", "--package-lock-only").succeeded();
      int before = registry.requests().all().size();

      CommandResult result =
          jpm.run(project, "audit", "--offline", "--advisories=osv", "--json").failed(1);

      JsonNode found = JsonMapper.shared().readTree(result.stdout()).path("vulnerabilities");
      assertThat(found.propertyNames()).containsExactly("a", "b");
      assertThat(found.path("a").path("via").path(0).path("source").asString())
          .isEqualTo("MAL-2026-1");
      assertThat(found.path("a").path("severity").asString()).isEqualTo("critical");
      assertThat(registry.requests().all()).hasSize(before);

      project.file("osv/torn.json", "{");
      CommandResult torn = jpm.run(project, "audit", "--offline", "--advisories=osv").failed(3);
      assertThat(Jpm.codeOf(torn)).isEqualTo("ENOAUDIT");
      assertThat(torn.stderr()).contains("torn.json, line 1");
    }
  }
}
