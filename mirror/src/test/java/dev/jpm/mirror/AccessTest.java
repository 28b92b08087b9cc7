package dev.jpm.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.config.AccessRule;
import dev.jpm.mirror.config.Circle;
import dev.jpm.mirror.config.ConfigFile;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Access;
import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.mirror.transfer.BundleReader;
import dev.jpm.mirror.transfer.BundleWriter;
import dev.jpm.registrymock.MockRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may read and who may change what: organizations, teams, and rules of the configuration. */
class AccessTest {
  private static final byte[] TARBALL = "not much of a tarball".getBytes(UTF_8);
  private static final String[] NOBODY = {};
  private static final String LIB = "@acme/lib";
  private static final String NONE = "@acme/none";

  /** Reads of a package, where {@code %} stands for its name, and {@code $} for the last part. */
  private static final List<String> READS =
      List.of(
          "%",
          "%/1.0.0",
          "%/latest",
          "%/-/$-1.0.0.tgz",
          "-/package/%/dist-tags",
          "-/package/%/visibility",
          "-/npm/v1/attestations/%@1.0.0",
          "-/web/package/%",
          "-/web/package/%/v/1.0.0");

  private final MockRegistry upstream = MockRegistry.start();

  @TempDir private Path folder;
  private Served mirror;

  @BeforeEach
  void start() {
    mirror = Served.of(config(StorageConfig.in(folder)));
  }

  private MirrorConfig config(StorageConfig storage) {
    return Served.config(upstream, storage, "", List.of("@acme/*"), Limits.USUAL);
  }

  /**
   * Goes on with a mirror that is as it says, with people whom nobody can become by being quick.
   */
  private void serve(MirrorConfig config, String... added) {
    mirror.close();
    mirror = Served.of(People.added(config, added));
  }

  @AfterEach
  void stop() {
    mirror.close();
    upstream.close();
  }

  @ParameterizedTest
  @MethodSource("dev.jpm.mirror.StorageKind#all")
  void aTeamGivesRightsAndTakesThemBack(StorageKind kind) {
    if (kind != StorageKind.EMBEDDED) {
      serve(config(kind.make(folder)));
    }
    String[] ann = People.enter(mirror, "ann");
    String[] bob = People.enter(mirror, "bob");
    String[] eve = People.enter(mirror, "eve");
    assertThat(publish(LIB, "1.0.0", "restricted", ann)).isEqualTo(201);
    assertThat(mirror.get(LIB, bob).statusCode()).isEqualTo(404);

    // To whom the first package belongs may say who else is of that scope.
    assertThat(send("PUT", "-/org/acme/team", "{\"name\": \"devs\"}", eve)).isEqualTo(404);
    assertThat(send("PUT", "-/org/acme/team", "{\"name\": \"devs\"}", ann)).isEqualTo(201);
    assertThat(send("PUT", "-/org/acme/team", "{\"name\": \"devs\"}", ann)).isEqualTo(409);
    assertThat(send("PUT", "-/team/acme/devs/user", "{\"user\": \"bob\"}", ann)).isEqualTo(403);
    HttpResponse<byte[]> set =
        mirror.send("PUT", "-/org/acme/user", "{\"user\": \"bob\", \"role\": \"developer\"}", ann);
    assertThat(Served.text(set))
        .isEqualTo(
            "{\"org\":{\"name\":\"acme\",\"size\":2},\"user\":\"bob\",\"role\":\"developer\"}");
    assertThat(send("PUT", "-/team/acme/devs/user", "{\"user\": \"bob\"}", ann)).isEqualTo(201);
    assertThat(Served.text(mirror.get("-/team/acme/devs/user", bob))).isEqualTo("[\"bob\"]");
    assertThat(mirror.get("-/team/acme/devs/user", eve).statusCode()).isEqualTo(404);
    assertThat(Served.text(mirror.get("-/org/acme/team", bob))).isEqualTo("[\"acme:devs\"]");
    assertThat(send("DELETE", "-/team/acme/devs", "", bob)).isEqualTo(403);

    assertThat(mirror.get(LIB, bob).statusCode()).isEqualTo(404);
    assertThat(grant("read-only", bob)).isEqualTo(404);
    assertThat(grant("read-only", ann)).isEqualTo(201);
    assertThat(mirror.get(LIB, bob).statusCode()).isEqualTo(200);
    assertThat(publish(LIB, "1.1.0", "public", bob)).isEqualTo(403);
    assertThat(send("PUT", "-/package/@acme%2flib/dist-tags/x", "\"1.0.0\"", bob)).isEqualTo(403);
    assertThat(grant("read-write", ann)).isEqualTo(201);
    assertThat(publish(LIB, "1.1.0", "public", bob)).isEqualTo(201);
    assertThat(mirror.get(LIB, eve).statusCode()).isEqualTo(404);
    assertThat(Served.text(mirror.get("-/package/@acme%2flib/collaborators", bob)))
        .isEqualTo("{\"ann\":\"write\",\"bob\":\"write\"}");
    assertThat(Served.text(mirror.get("-/team/acme/devs/package", bob)))
        .isEqualTo("{\"@acme/lib\":\"write\"}");
    // A team publishes; it takes nothing back and gives nothing away.
    String rev = mirror.document(LIB, bob).path("_rev").asString();
    assertThat(send("DELETE", "@acme%2flib/-rev/" + rev, "", bob)).isEqualTo(403);
    assertThat(send("POST", "-/package/@acme%2flib/access", "{\"access\": \"public\"}", bob))
        .isEqualTo(403);

    // New names of the scope are for those who are of it.
    assertThat(publish("@acme/new", "1.0.0", "public", eve)).isEqualTo(403);
    assertThat(publish("@acme/new", "1.0.0", "public", bob)).isEqualTo(201);
    assertThat(send("DELETE", "-/org/acme/user", "{\"user\": \"ann\"}", ann)).isEqualTo(403);
    assertThat(send("DELETE", "-/org/acme/user", "{\"user\": \"bob\"}", ann)).isEqualTo(204);
    assertThat(mirror.get(LIB, bob).statusCode()).isEqualTo(404);
    assertThat(send("POST", "-/package/@acme%2flib/access", "{\"access\": \"public\"}", ann))
        .isEqualTo(200);
    assertThat(mirror.get(LIB, bob).statusCode()).isEqualTo(200);
    assertThat(mirror.document("-/org/acme/user", ann).toString()).isEqualTo("{\"ann\":\"owner\"}");
  }

  @Test
  void whatSomebodyMayNotReadIsNotThereForThem() {
    String[] ann = People.enter(mirror, "ann");
    String[] eve = People.enter(mirror, "eve");
    publish(LIB, "1.0.0", "restricted", ann);
    publish("@acme/open", "1.0.0", "public", ann);

    for (String read : READS) {
      assertSameAsNone("GET", read, "", NOBODY);
      assertSameAsNone("GET", read, "", eve);
    }
    assertSameAsNone("GET", "-/package/%/collaborators", "", eve);
    assertSameAsNone("PUT", "-/package/%/dist-tags/x", "\"1.0.0\"", eve);
    assertSameAsNone("DELETE", "-/package/%/dist-tags/latest", "", eve);
    assertSameAsNone("POST", "-/package/%/access", "{\"access\": \"public\"}", eve);
    assertSameAsNone("DELETE", "%/-rev/1", "", eve);
    assertSameAsNone("PUT", "%/-rev/1", "{}", eve);
    assertThat(found("lib", eve)).isEmpty();
    assertThat(found("", eve)).containsExactly("@acme/open");
    assertThat(Served.text(mirror.get(""))).contains("@acme/open").doesNotContain(LIB);
    assertThat(closure(eve)).contains("@acme/open").doesNotContain(LIB);
    assertThat(mirror.document("-/user/ann/package", eve).propertyNames())
        .containsExactly("@acme/open");

    for (String read : READS.subList(0, 6)) {
      HttpResponse<byte[]> answer = mirror.get(read.replace("%", LIB).replace("$", "lib"), ann);
      assertThat(answer.statusCode()).as(read).isEqualTo(200);
    }
    assertThat(Served.header(mirror.get(LIB, ann), "cache-control")).startsWith("private");
    assertThat(Served.header(mirror.get("@acme/lib/-/lib-1.0.0.tgz", ann), "cache-control"))
        .startsWith("private");
    assertThat(Served.header(mirror.get("@acme/open", eve), "cache-control")).startsWith("public");
    assertThat(found("lib", ann)).containsExactly(LIB);
    assertThat(closure(ann)).contains(LIB);
  }

  @Test
  void theFirstRuleThatIsAboutAPackageCounts() {
    upstream.publish("theirs", "1.0.0").advise("theirs", advice -> advice.vulnerable("*"));
    serve(
        ConfigFile.parse(
            """
            admins: [root, late]
            access:
              - packages: ["@acme/secret-*"]
                read: ["@acme:core", $owners]
                publish: ["@acme:core"]
              - packages: ["@acme/*", theirs]
                read: [$authenticated]
                publish: [bob]
                unpublish: []
              - packages: [mine-*]
                read: [$owners]
            """,
            folder.resolve("mirror.yaml"),
            Map.of(),
            config(StorageConfig.in(folder))),
        "root");
    String[] root = People.enter(mirror, "root");
    String[] eve = People.enter(mirror, "eve");
    // Rights wait for these names, and for the teams of that scope: being quick gains nobody them.
    for (String name : List.of("bob", "late")) {
      String wish = "{\"password\": \"12345678\"}";
      assertThat(mirror.send("PUT", "-/user/org.couchdb.user:" + name, wish).statusCode())
          .as(name)
          .isEqualTo(409);
    }
    assertThat(send("PUT", "-/org/acme/user", "{\"user\": \"eve\"}", eve)).isEqualTo(404);
    assertThat(send("PUT", "-/org/acme/user", "{\"user\": \"eve\", \"role\": \"owner\"}", root))
        .isEqualTo(200);
    assertThat(send("PUT", "-/org/acme/team", "{\"name\": \"core\"}", root)).isEqualTo(201);

    assertThat(publish("@acme/secret-a", "1.0.0", "public", eve)).isEqualTo(403);
    assertThat(send("PUT", "-/team/acme/core/user", "{\"user\": \"eve\"}", root)).isEqualTo(201);
    assertThat(publish("@acme/secret-a", "1.0.0", "public", eve)).isEqualTo(201);
    assertThat(publish("@acme/b", "1.0.0", "public", eve)).isEqualTo(403);
    assertThat(mirror.get("@acme/secret-a").statusCode()).isEqualTo(404);
    assertThat(mirror.get("@acme/secret-a", eve).statusCode()).isEqualTo(200);

    assertThat(mirror.get("theirs").statusCode()).isEqualTo(404);
    assertThat(mirror.get("theirs/-/theirs-1.0.0.tgz").statusCode()).isEqualTo(404);
    assertThat(audited(NOBODY)).isEqualTo("{}");
    assertThat(retiredAudit(NOBODY)).contains("\"advisories\":{}");
    assertThat(upstream.requests().count()).isZero();
    assertThat(mirror.get("theirs", eve).statusCode()).isEqualTo(200);
    assertThat(audited(eve)).contains("theirs");
    assertThat(retiredAudit(eve)).contains("\"module_name\":\"theirs\"");
    assertThat(publish("mine-a", "1.0.0", "public", eve)).isEqualTo(201);
    assertThat(mirror.get("mine-a", eve).statusCode()).isEqualTo(200);
    assertThat(mirror.get("mine-a").statusCode()).isEqualTo(404);
  }

  @Test
  void whoIsNamedPublishesForOthersAndAnOwnerWhoIsNotTakesNothingBack() {
    Circle bob = new Circle(false, false, false, Set.of("bob", "ann"), Set.of());
    Circle none = new Circle(false, false, false, Set.of(), Set.of());
    List<AccessRule> rules = List.of(new AccessRule(List.of("@acme/*"), null, bob, none));
    serve(
        config(StorageConfig.in(folder)).with(new Access(true, true, List.of("ann", "bob"), rules)),
        "ann",
        "bob");
    String[] ann = People.enter(mirror, "ann");
    String[] bobs = People.enter(mirror, "bob");

    assertThat(publish(LIB, "1.0.0", "public", ann)).isEqualTo(201);
    assertThat(publish(LIB, "1.1.0", "public", bobs)).isEqualTo(201);
    assertThat(mirror.document(LIB).path("maintainers").size()).isEqualTo(1);
    String rev = mirror.document(LIB).path("_rev").asString();
    assertThat(send("DELETE", "@acme%2flib/-rev/" + rev, "", ann)).isEqualTo(403);
    assertThat(mirror.get(NONE).statusCode()).isEqualTo(404);
  }

  @Test
  void aPrivatePackageIsPrivateInABundleToo() throws IOException {
    String[] ann = People.enter(mirror, "ann");
    publish(LIB, "1.0.0", "restricted", ann);
    publish("@acme/open", "1.0.0", "public", ann);
    mirror.close();

    Path bundle = folder.resolve("bundle.zip");
    StorageConfig there = StorageConfig.in(folder.resolve("there"));
    try (MirrorStorage from = MirrorStorage.open(StorageConfig.in(folder));
        MirrorStorage to = MirrorStorage.open(there)) {
      from.exportTo(bundle, BundleWriter.Wishes.NONE);
      to.importFrom(bundle, BundleReader.Terms.NONE, mirror::now);
    }
    serve(config(there));
    assertThat(mirror.get("@acme/open").statusCode()).isEqualTo(200);
    assertThat(mirror.get(LIB).statusCode()).isEqualTo(404);
  }

  private void assertSameAsNone(String method, String path, String body, String[] caller) {
    HttpResponse<byte[]> hidden =
        mirror.send(method, path.replace("%", LIB).replace("$", "lib"), body, caller);
    HttpResponse<byte[]> none =
        mirror.send(method, path.replace("%", NONE).replace("$", "none"), body, caller);
    assertThat(hidden.statusCode()).as(path).isEqualTo(404);
    assertThat(none.statusCode()).as(path).isEqualTo(404);
    assertThat(Served.text(hidden)).as(path).isEqualTo(Served.text(none).replace(NONE, LIB));
  }

  private int publish(String name, String version, String access, String[] who) {
    String document = Submissions.of(name, version, TARBALL).put("access", access).toString();
    return send("PUT", name.replace("/", "%2f"), document, who);
  }

  private int grant(String permission, String[] who) {
    String body = "{\"package\": \"@acme/lib\", \"permissions\": \"%s\"}".formatted(permission);
    return send("PUT", "-/team/acme/devs/package", body, who);
  }

  private int send(String method, String path, String body, String[] who) {
    return mirror.send(method, path, body, who).statusCode();
  }

  private List<String> found(String text, String[] who) {
    return mirror
        .document("-/v1/search?text=" + text, who)
        .path("objects")
        .valueStream()
        .map(object -> object.path("package").path("name").asString())
        .toList();
  }

  private String closure(String[] who) {
    String question =
        "{\"wants\": {\"@acme/lib\": [\"*\"], \"@acme/open\": [\"*\"]},"
            + " \"node\": \"26.0.0\", \"npm\": \"11.0.0\"}";
    return Served.text(mirror.send("POST", "-/jpm/v1/closure", question, who));
  }

  private String retiredAudit(String[] who) {
    String tree = "{\"dependencies\": {\"theirs\": {\"version\": \"1.0.0\"}}}";
    return Served.text(mirror.send("POST", "-/npm/v1/security/audits", tree, who));
  }

  private String audited(String[] who) {
    String path = "-/npm/v1/security/advisories/bulk";
    return Served.text(mirror.send("POST", path, "{\"theirs\": [\"1.0.0\"]}", who));
  }
}
