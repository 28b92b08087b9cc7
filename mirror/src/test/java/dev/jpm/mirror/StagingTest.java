package dev.jpm.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.registrymock.MockRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Versions that wait for approval. */
class StagingTest {
  private static final byte[] TARBALL = "not much of a tarball".getBytes(UTF_8);

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("dev.jpm.mirror.StorageKind#all")
  void anOwnerDecides(StorageKind kind) {
    StorageConfig storage = kind.make(folder);
    try (MockRegistry upstream = MockRegistry.start();
        Served mirror =
            Served.of(Served.config(upstream, storage, "", List.of("@own/*"), Limits.USUAL))) {
      String[] me = People.enter(mirror, "me");
      String[] you = People.enter(mirror, "you");
      String id = Served.json(stage(mirror, "1.0.0", me)).path("stageId").asString();
      assertThat(mirror.get("@own%2fp").statusCode()).isEqualTo(404);
      assertThat(stage(mirror, "1.0.0", me).statusCode()).as("again").isEqualTo(409);
      JsonNode listed = mirror.document("-/stage?package=@own%2fp", me);
      assertThat(listed.path("total").asInt()).isOne();
      assertThat(listed.path("items").path(0)).isEqualTo(mirror.document("-/stage/" + id, me));
      assertThat(mirror.get("-/stage/" + id + "/tarball", me).body()).isEqualTo(TARBALL);
      assertThat(mirror.document("-/stage", you).path("total").asInt()).isZero();
      assertThat(mirror.get("-/stage/" + id, you).statusCode()).isEqualTo(404);
      assertThat(send(mirror, "POST", id + "/approve", you)).isEqualTo(404);

      assertThat(send(mirror, "POST", id + "/approve", me)).isEqualTo(201);
      JsonNode released = mirror.document("@own%2fp/1.0.0");
      assertThat(released.path("_npmUser").path("approver").path("name").asString())
          .isEqualTo("me");
      assertThat(released.path("dist").path("signatures").size()).isOne();
      assertThat(mirror.get("@own/p/-/p-1.0.0.tgz").body()).isEqualTo(TARBALL);
      assertThat(send(mirror, "POST", id + "/approve", me)).as("gone").isEqualTo(404);

      assertThat(stage(mirror, "1.1.0", you).statusCode()).isEqualTo(403);
      String other = Served.json(stage(mirror, "1.1.0", me)).path("stageId").asString();
      assertThat(send(mirror, "DELETE", other, me)).isEqualTo(204);
      assertThat(mirror.document("-/stage", me).path("total").asInt()).isZero();
      assertThat(StorageKind.holds(storage, TARBALL)).as("the released one's").isTrue();
      String rev = mirror.document("@own%2fp").path("_rev").asString();
      String last = Served.json(stage(mirror, "2.0.0", me)).path("stageId").asString();
      mirror.send("DELETE", "@own%2fp/-rev/" + rev, "", me);
      assertThat(StorageKind.holds(storage, TARBALL)).as("the waiting one's").isTrue();
      assertThat(send(mirror, "DELETE", last, me)).isEqualTo(204);
      assertThat(StorageKind.holds(storage, TARBALL)).isFalse();
    }
  }

  private static HttpResponse<byte[]> stage(Served mirror, String version, String[] who) {
    String document = Submissions.of("@own/p", version, TARBALL).toString();
    return mirror.send("POST", "-/stage/package/@own%2fp", document, who);
  }

  private static int send(Served mirror, String method, String path, String[] who) {
    return mirror.send(method, "-/stage/" + path, "", who).statusCode();
  }
}
