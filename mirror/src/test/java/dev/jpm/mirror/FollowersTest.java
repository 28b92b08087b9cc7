package dev.jpm.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.registrymock.MockRegistry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What those are told who follow a mirror. */
class FollowersTest {
  private static final byte[] TARBALL = "not much of a tarball".getBytes(UTF_8);

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("dev.jpm.mirror.StorageKind#all")
  void eachPackageStandsThereWithItsLastChange(StorageKind kind) {
    try (MockRegistry upstream = MockRegistry.start();
        Served mirror =
            Served.of(
                Served.config(upstream, kind.make(folder), "", List.of("@own/*"), Limits.USUAL))) {
      String[] me = People.enter(mirror, "me");
      for (String name : List.of("@own/a", "@own/b")) {
        String path = name.replace("/", "%2f");
        mirror.send("PUT", path, Submissions.of(name, "1.0.0", TARBALL).toString(), me);
      }
      assertThat(names(mirror.document("_changes"))).containsExactly("@own/a", "@own/b");
      ObjectNode first = mirror.document("_changes?limit=1");
      assertThat(names(first)).containsExactly("@own/a");
      String seen = first.path("last_seq").asString();
      mirror.send("PUT", "-/package/@own%2fa/dist-tags/beta", "\"1.0.0\"", me);

      ObjectNode since = mirror.document("_changes?since=" + seen);
      assertThat(names(since)).containsExactly("@own/b", "@own/a");
      String rev = mirror.document("@own%2fa?write=true").path("_rev").asString();
      JsonNode last = since.path("results").path(1);
      assertThat(last.path("changes").path(0).path("rev").asString()).isEqualTo(rev);
      assertThat(mirror.document("_changes?since=now").path("last_seq").asString())
          .isEqualTo(since.path("last_seq").asString());
      mirror.send("DELETE", "@own%2fa/-rev/" + rev, "", me);
      JsonNode gone = mirror.document("_changes?since=" + since.path("last_seq").asString());
      assertThat(gone.path("results").path(0).path("deleted").asBoolean()).isTrue();
      assertThat(mirror.get("_changes?since=-1").statusCode()).isEqualTo(400);
    }
  }

  private static List<String> names(JsonNode answer) {
    return answer.path("results").valueStream().map(it -> it.path("id").asString()).toList();
  }
}
