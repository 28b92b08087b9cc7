package dev.jpm.pack.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class BuildStatementTest {
  /** What npm 11 stated in each environment. */
  @TestFactory
  Stream<DynamicTest> itIsNpmsToTheByte() throws IOException {
    try (InputStream recorded =
        Objects.requireNonNull(getClass().getResourceAsStream("statements.json"))) {
      String text = new String(recorded.readAllBytes(), StandardCharsets.UTF_8);
      return JsonText.parse(text, "statements.json")
          .valueStream()
          .map(one -> DynamicTest.dynamicTest(one.path("name").asString(), () -> check(one)));
    }
  }

  private static void check(JsonNode recorded) {
    Map<String, String> env = new LinkedHashMap<>();
    recorded
        .path("environment")
        .properties()
        .forEach(entry -> env.put(entry.getKey(), entry.getValue().asString()));
    Subject subject = new Subject("pkg:npm/%40own/p@1.0.0", "ab".repeat(64));
    String stated =
        env.containsKey("GITLAB_CI")
            ? BuildStatement.ofGitlab(subject, env)
            : BuildStatement.ofGithub(subject, env);

    assertThat(stated).isEqualTo(recorded.path("statement").asString());
    assertThat(BuildStatement.TYPE).isEqualTo(recorded.path("type").asString());
  }

  @Test
  void aSubjectIsAPackageUrlAndADigest() {
    Subject subject = Subject.of("@own/p", "1.0.0", "abc".getBytes(StandardCharsets.UTF_8));

    assertThat(subject.name()).isEqualTo("pkg:npm/%40own/p@1.0.0");
    assertThat(subject.sha512()).startsWith("ddaf35a193617aba").hasSize(128);
    assertThat(Subject.of("p", "1.0.0", new byte[0]).name()).isEqualTo("pkg:npm/p@1.0.0");
  }
}
