package dev.jpm.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.audit.signature.AttestationVerifier;
import dev.jpm.audit.signature.AttestationVerifier.Verdict;
import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.mirror.publish.Provenance;
import dev.jpm.registrymock.MockRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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

  @Test
  void aNameThatAnUpstreamHasGotMeanwhileIsNotTakenFromIt() {
    try (MockRegistry upstream = MockRegistry.start();
        Served mirror = Served.before(upstream, folder.resolve("storage"))) {
      String[] me = People.enter(mirror, "me");
      String document = Submissions.of("new", "1.0.0", TARBALL).toString();
      String id =
          Served.json(mirror.send("POST", "-/stage/package/new", document, me))
              .path("stageId")
              .asString();
      upstream.publish("new", "3.0.0");
      HttpResponse<byte[]> answer = mirror.send("POST", "-/stage/" + id + "/approve", "", me);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(Served.text(answer)).contains("The package new comes from an upstream");
      assertThat(mirror.document("new").path("dist-tags").path("latest").asString())
          .isEqualTo("3.0.0");
    }
  }

  @Test
  void whatIsPrivateShowsToStrangersInNoOtherWayEither() {
    AttestationVerifier verifier = (bundle, key) -> new Verdict.Good(null);
    try (MockRegistry upstream = MockRegistry.start();
        Served mirror =
            Served.of(
                Served.config(
                    upstream, StorageConfig.in(folder), "", List.of("@own/*"), Limits.USUAL),
                new Provenance(() -> verifier))) {
      String[] me = People.enter(mirror, "me");
      String[] you = People.enter(mirror, "you");
      ObjectNode document = document("1.0.0").put("access", "restricted");
      String sha512 = Submissions.sha512(TARBALL);
      Submissions.prove(document, "good", "pkg:npm/%40own/p@1.0.0", sha512);
      assertHidden(mirror, Served.json(stage(mirror, document, me)), you);
      String first = mirror.document("-/stage", me).path("items").path(0).path("id").asString();
      assertThat(send(mirror, "POST", first + "/approve", me)).isEqualTo(201);
      String open = Submissions.of("@own/open", "1.0.0", TARBALL).toString();
      assertThat(mirror.send("PUT", "@own%2fopen", open, me).statusCode()).isEqualTo(201);

      String attested = "-/npm/v1/attestations/@own%2fp@1.0.0";
      assertThat(mirror.get(attested, me).statusCode()).isEqualTo(200);
      assertThat(mirror.get(attested, you).statusCode()).isEqualTo(404);
      assertThat(mirror.get("@own%2fp", you).statusCode()).as("as it was handed in").isEqualTo(404);
      assertThat(changed(mirror, "", me)).containsExactly("@own/p", "@own/open");
      assertThat(changed(mirror, "?limit=1", you)).containsExactly("@own/open");
      assertHidden(mirror, Served.json(stage(mirror, "1.1.0", me)), you);
      assertThat(stage(mirror, "1.2.0", you).statusCode()).isEqualTo(403);

      String seen = mirror.document("_changes", you).path("last_seq").asString();
      String all = "{\"access\": \"public\"}";
      mirror.send("POST", "-/package/@own%2fp/access", all, me);
      assertThat(changed(mirror, "?since=" + seen, you)).containsExactly("@own/p");
      assertThat(mirror.get(attested, you).statusCode()).isEqualTo(200);
      assertThat(mirror.document("-/stage", you).path("total").asInt()).isZero();
    }
  }

  private static void assertHidden(Served mirror, JsonNode waiting, String[] stranger) {
    String id = waiting.path("stageId").asString();
    assertThat(id).isNotEmpty();
    assertThat(mirror.document("-/stage", stranger).path("total").asInt()).isZero();
    assertThat(mirror.get("-/stage/" + id, stranger).statusCode()).isEqualTo(404);
    assertThat(mirror.get("-/stage/" + id + "/tarball", stranger).statusCode()).isEqualTo(404);
    assertThat(send(mirror, "POST", id + "/approve", stranger)).isEqualTo(404);
    assertThat(send(mirror, "DELETE", id, stranger)).isEqualTo(404);
  }

  private static List<String> changed(Served mirror, String query, String[] who) {
    return mirror
        .document("_changes" + query, who)
        .path("results")
        .valueStream()
        .map(change -> change.path("id").asString())
        .toList();
  }

  private static ObjectNode document(String version) {
    return Submissions.of("@own/p", version, TARBALL);
  }

  private static HttpResponse<byte[]> stage(Served mirror, String version, String[] who) {
    return stage(mirror, document(version), who);
  }

  private static HttpResponse<byte[]> stage(Served mirror, ObjectNode document, String[] who) {
    return mirror.send("POST", "-/stage/package/@own%2fp", document.toString(), who);
  }

  private static int send(Served mirror, String method, String path, String[] who) {
    return mirror.send(method, "-/stage/" + path, "", who).statusCode();
  }
}
