package dev.jpm.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.MockRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is published here, wherever it is kept. */
@ParameterizedClass
@MethodSource("dev.jpm.mirror.StorageKind#all")
class PublishingTest {
  private static final byte[] TARBALL = "not much of a tarball".getBytes(UTF_8);

  private static final String RETIRED = "-/npm/v1/security/audits";

  /** As npm 6 sends it: b is needed by a, and needs theirs; the newer one of theirs is well. */
  private static final String OLD_TREE =
      """
      {"name": "project", "version": "1.0.0", "requires": {"a": "1"}, "dependencies": {
        "a": {"version": "1.0.0", "requires": {"b": "1"}},
        "b": {"version": "1.0.0", "requires": {"theirs": "1"}, "dependencies": {
          "theirs": {"version": "1.0.0", "dev": true}}},
        "theirs": {"version": "2.0.0"}}}
      """;

  private final MockRegistry upstream = MockRegistry.start();

  private final StorageKind kind;
  @TempDir private Path folder;
  private StorageConfig storage;
  private Served mirror;
  private String[] me;

  PublishingTest(StorageKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void start() {
    upstream.publish("theirs", "1.0.0");
    Limits limits = new Limits(1 << 20, 64 << 10);
    storage = kind.make(folder);
    mirror = Served.of(Served.config(upstream, storage, "", List.of("@own/*", "inner-*"), limits));
    me = People.enter(mirror, "me");
  }

  @AfterEach
  void stop() {
    mirror.close();
    upstream.close();
  }

  @Test
  void aVersionIsThereAtOnceAndAfterARestart() {
    assertThat(publish("@own/p", "1.0.0").statusCode()).isEqualTo(201);
    mirror.restart();

    ObjectNode packument = mirror.document("@own%2fp");
    assertThat(packument.path("dist-tags").path("latest").asString()).isEqualTo("1.0.0");
    assertThat(packument.path("readme").asString()).isEqualTo("# p");
    assertThat(packument.path("time").path("1.0.0").asString())
        .isEqualTo("2026-01-02T03:04:05.000Z");
    assertThat(packument.path("maintainers").path(0).path("name").asString()).isEqualTo("me");
    ObjectNode dist = packument.path("versions").path("1.0.0").path("dist").asObject();
    assertThat(dist.path("tarball").asString()).isEqualTo(mirror.url() + "@own/p/-/p-1.0.0.tgz");
    assertThat(dist.path("integrity").asString()).isEqualTo(Submissions.integrity(TARBALL));
    assertThat(mirror.get("@own/p/-/p-1.0.0.tgz").body()).isEqualTo(TARBALL);
    assertThat(upstream.requests().count()).isZero();
  }

  @Test
  void whatIsNotAsItSaysIsRefusedAndLeavesNothing() {
    ObjectNode wrong = document("@own/p", "1.0.0");
    wrong
        .path("versions")
        .path("1.0.0")
        .path("dist")
        .asObject()
        .put("integrity", Submissions.integrity("other".getBytes(UTF_8)));
    assertRefused(wrong, 400, "not what the manifest promises");
    ObjectNode other = document("@own/p", "1.0.0");
    other.path("versions").path("1.0.0").asObject().put("name", "@own/q");
    assertRefused(other, 400, "another name or version");
    assertRefused(document("@own/q", "1.0.0"), 400, "is about @own/q");
    assertRefused(document("@own/p", "1.0"), 400, "is no version");
    ObjectNode bare = document("@own/p", "1.0.0");
    bare.remove("_attachments");
    assertRefused(bare, 400, "no tarball in what was sent");
    ObjectNode tagged = document("@own/p", "1.0.0");
    tagged.putObject("dist-tags").put("1.x", "1.0.0");
    assertRefused(tagged, 400, "must not be a valid SemVer range");
    ObjectNode trick = document("@own/p", "1.0.0");
    trick
        .putObject("_attachments")
        .putObject("../../p-1.0.0.tgz")
        .put("data", Base64.getEncoder().encodeToString(TARBALL));
    assertRefused(trick, 400, "No version has a tarball called");
    ObjectNode proven = document("@own/p", "1.0.0");
    proven.path("_attachments").asObject().putObject("@own/p-1.0.0.sigstore").put("data", "{}");
    assertRefused(proven, 400, "publish without --provenance");
    assertRefused(put("@own/p", "{\"name\": \"@own/p\", \"versions\": {", me), 400, "");
    assertRefused(put("@own/p", "[]", me), 400, "must be a JSON object");

    assertThat(mirror.get("@own/p").statusCode()).isEqualTo(404);
    assertThat(StorageKind.holds(storage, TARBALL)).isFalse();
    assertThat(files(folder.resolve("unfinished"))).isEmpty();
  }

  @Test
  void moreThanIsAllowedIsNotTakenIn() {
    ObjectNode large = document("@own/p", "1.0.0");
    large.path("_attachments").path("@own/p-1.0.0.tgz").asObject().put("data", "A".repeat(2 << 20));
    assertRefused(large, 413, "larger");
    ObjectNode wordy = document("@own/p", "1.0.0");
    wordy.put("readme", "x".repeat(100 << 10));
    assertRefused(wordy, 413, "larger");
    assertThat(files(folder.resolve("unfinished"))).isEmpty();
  }

  @Test
  void aVersionIsNeverGivenTwice() {
    publish("@own/p", "1.0.0");
    publish("@own/q", "1.0.0");

    assertRefused(
        put("@own/p", document("@own/p", "1.0.0").toString(), me),
        403,
        "You cannot publish over the previously published versions: 1.0.0.");
    ObjectNode packument = mirror.document("@own/p?write=true");
    String rev = packument.path("_rev").asString();
    assertThat(send("DELETE", "@own%2fp/-rev/" + rev, "").statusCode()).isEqualTo(200);
    assertThat(mirror.get("@own/p").statusCode()).isEqualTo(404);
    assertThat(mirror.get("@own/p/-/p-1.0.0.tgz").statusCode()).isEqualTo(404);
    assertRefused(put("@own/p", document("@own/p", "1.0.0").toString(), me), 403, "publish over");
    assertThat(StorageKind.holds(storage, TARBALL)).as("the other's tarball").isTrue();
    String other = mirror.document("@own/q?write=true").path("_rev").asString();
    send("DELETE", "@own%2fq/-rev/" + other, "");
    assertThat(StorageKind.holds(storage, TARBALL)).isFalse();
    assertThat(publish("@own/p", "1.0.1").statusCode()).isEqualTo(201);
  }

  @Test
  void bytesThatAnUpstreamHasTooStayWhenAnOwnVersionIsTakenBack() {
    byte[] bytes = mirror.get("theirs/-/theirs-1.0.0.tgz").body();
    put("@own/p", Submissions.of("@own/p", "1.0.0", bytes).toString(), me);
    String rev = mirror.document("@own/p?write=true").path("_rev").asString();

    assertThat(send("DELETE", "@own%2fp/-rev/" + rev, "").statusCode()).isEqualTo(200);
    assertThat(StorageKind.holds(storage, bytes)).isTrue();
  }

  @Test
  void ofManyWhoPublishOneVersionOneWins() throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> publish = () -> publish("@own/p", "1.0.0").statusCode();
      List<Integer> statuses =
          clients.invokeAll(List.of(publish, publish, publish, publish)).stream()
              .map(Future::resultNow)
              .sorted()
              .toList();
      assertThat(statuses).containsExactly(201, 403, 403, 403);
    }
    assertThat(mirror.get("@own/p/-/p-1.0.0.tgz").body()).isEqualTo(TARBALL);
  }

  @Test
  void aRefusalReachesWhoIsStillSending() {
    String much = "\"" + "x".repeat(900_000) + "\"";

    assertRefused(mirror.send("PUT", "@own%2fp", much), 401, "You must be logged in");
  }

  @Test
  void onlyOwnersChangeAPackage() {
    publish("@own/p", "1.0.0");
    String[] other = People.enter(mirror, "other");
    String document = document("@own/p", "1.1.0").toString();

    assertRefused(put("@own/p", document, other), 403, "do not have permission");
    assertRefused(put("@own/p", document), 401, "You must be logged in");
    assertRefused(
        mirror.send("PUT", "-/package/@own%2fp/dist-tags/beta", "\"1.0.0\"", other),
        403,
        "do not have permission");
    String rev = mirror.document("@own/p").path("_rev").asString();
    HttpResponse<byte[]> added =
        send(
            "PUT",
            "@own%2fp/-rev/" + rev,
            "{\"maintainers\": [{\"name\": \"me\"}, {\"name\": \"other\"}]}");
    assertThat(added.statusCode()).isEqualTo(200);
    assertThat(put("@own/p", document, other).statusCode()).isEqualTo(201);
    assertRefused(
        send("PUT", "@own%2fp/-rev/" + rev, "{\"maintainers\": [{\"name\": \"me\"}]}"),
        409,
        "changed by somebody else");
  }

  @Test
  void versionsAreDeprecatedTaggedAndTakenBack() {
    publish("@own/p", "1.0.0");
    publish("@own/p", "1.1.0");
    ObjectNode packument = mirror.document("@own/p?write=true");
    packument.path("versions").path("1.0.0").asObject().put("deprecated", "use 1.1");

    assertThat(send("PUT", "@own%2fp", packument.toString()).statusCode()).isEqualTo(200);
    assertThat(mirror.document("@own/p/1.0.0").path("deprecated").asString()).isEqualTo("use 1.1");
    assertThat(send("PUT", "-/package/@own%2fp/dist-tags/old", "\"1.0.0\"").statusCode())
        .isEqualTo(201);
    assertThat(mirror.document("-/package/@own%2fp/dist-tags").path("old").asString())
        .isEqualTo("1.0.0");
    assertRefused(
        send("PUT", "-/package/@own%2fp/dist-tags/old", "\"9.0.0\""), 404, "version not found");
    assertRefused(send("DELETE", "-/package/@own%2fp/dist-tags/latest", ""), 403, "latest");

    ObjectNode smaller = mirror.document("@own/p?write=true");
    smaller.path("versions").asObject().remove("1.1.0");
    smaller.path("dist-tags").asObject().put("latest", "1.0.0");
    String rev = smaller.path("_rev").asString();
    assertThat(send("PUT", "@own%2fp/-rev/" + rev, smaller.toString()).statusCode()).isEqualTo(200);
    ObjectNode after = mirror.document("@own/p");
    assertThat(after.path("versions").propertyNames()).containsExactly("1.0.0");
    assertThat(after.path("dist-tags").path("latest").asString()).isEqualTo("1.0.0");
    assertThat(mirror.get("@own/p/-/p-1.1.0.tgz").statusCode()).isEqualTo(404);
  }

  @Test
  void aDeclaredNameIsNeverAskedOfTheUpstream() {
    upstream.publish("inner-lib", "9.9.9").publish("@own/p", "9.9.9");

    assertThat(mirror.get("inner-lib").statusCode()).isEqualTo(404);
    assertThat(mirror.get("@own/p").statusCode()).isEqualTo(404);
    assertThat(mirror.get("inner-lib/-/inner-lib-9.9.9.tgz").statusCode()).isEqualTo(404);
    mirror.send("POST", "-/npm/v1/security/advisories/bulk", "{\"@own/p\": [\"1.0.0\"]}");
    assertThat(upstream.requests().count()).isZero();
  }

  @Test
  void anotherNameIsFreeWhereTheUpstreamSaysSo() {
    assertRefused(
        put("theirs", document("theirs", "2.0.0").toString(), me), 403, "comes from an upstream");
    assertThat(publish("mine", "1.0.0").statusCode()).isEqualTo(201);
    upstream.publish("mine", "9.9.9");
    assertThat(mirror.document("mine").path("versions").propertyNames()).containsExactly("1.0.0");
    upstream.fail("*", Fault.status(500));
    assertRefused(put("unsure", document("unsure", "1.0.0").toString(), me), 503, "cannot be told");
    assertRefused(put("Odd", document("Odd", "1.0.0").toString(), me), 400, "cannot be called Odd");
  }

  @Test
  void ownPackagesAreFound() {
    publish("@own/p", "1.0.0");
    ObjectNode found = mirror.document("-/v1/search?text=own");

    assertThat(found.path("total").asInt()).isOne();
    assertThat(found.path("objects").path(0).path("package").path("name").asString())
        .isEqualTo("@own/p");
    assertThat(mirror.document("-/v1/search?text=nothing").path("total").asInt()).isZero();
  }

  @Test
  void advisoriesAreTheUpstreams() {
    upstream.advise("theirs", advice -> advice.title("bad").severity("high").vulnerable("<2"));
    String bulk = "-/npm/v1/security/advisories/bulk";

    HttpResponse<byte[]> told = mirror.send("POST", bulk, "{\"theirs\": [\"1.0.0\"]}");
    assertThat(Served.json(told).path("theirs").path(0).path("title").asString()).isEqualTo("bad");
    assertRetiredAudit();
    upstream.fail("*", Fault.status(500));
    assertThat(mirror.send("POST", bulk, "{\"theirs\": [\"1.0.0\"]}").statusCode()).isEqualTo(502);
    assertThat(mirror.send("POST", RETIRED + "/quick", OLD_TREE).statusCode()).isEqualTo(502);
  }

  private void assertRetiredAudit() {
    HttpResponse<byte[]> audit = mirror.send("POST", RETIRED, OLD_TREE);
    assertThat(audit.statusCode()).as(Served.text(audit)).isEqualTo(200);
    JsonNode told = Served.json(audit);
    JsonNode action = told.path("actions").path(0);
    assertThat(action.path("action").asString()).isEqualTo("review");
    JsonNode resolved = action.path("resolves").path(0);
    assertThat(resolved.path("path").asString()).isEqualTo("a>b>theirs");
    JsonNode advisory = told.path("advisories").path(resolved.path("id").asString());
    assertThat(advisory.path("module_name").asString()).isEqualTo("theirs");
    assertThat(advisory.path("patched_versions").asString()).isEqualTo(">=2");
    assertThat(advisory.path("findings").toString())
        .isEqualTo(
            """
            [{"version":"1.0.0","paths":["a>b>theirs"],"dev":true,"optional":false,"bundled":false}]\
            """);
    assertThat(told.path("muted").isArray()).isTrue();
    assertThat(told.path("metadata").path("vulnerabilities").path("high").asInt()).isOne();
    assertThat(told.path("metadata").path("totalDependencies").asInt()).isEqualTo(4);
  }

  private HttpResponse<byte[]> publish(String name, String version) {
    return put(name, document(name, version).toString(), me);
  }

  private HttpResponse<byte[]> put(String name, String document, String... headers) {
    return mirror.send("PUT", name.replace("/", "%2f"), document, headers);
  }

  private HttpResponse<byte[]> send(String method, String path, String body) {
    return mirror.send(method, path, body, me);
  }

  private void assertRefused(ObjectNode document, int status, String sentence) {
    assertRefused(put("@own/p", document.toString(), me), status, sentence);
  }

  private static void assertRefused(HttpResponse<byte[]> answer, int status, String sentence) {
    assertThat(Served.text(answer)).contains(sentence);
    assertThat(answer.statusCode()).as(Served.text(answer)).isEqualTo(status);
    assertThat(Served.json(answer).path("reason").asString()).isNotEmpty();
  }

  private static ObjectNode document(String name, String version) {
    return Submissions.of(name, version, TARBALL);
  }

  private static List<Path> files(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
