package dev.jpm.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.config.MirrorConfig.Access;
import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.registrymock.MockRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Organizations and teams, seen and changed by pages. */
class OrganizationPagesTest {
  private static final String ALL = "-/web/organizations";
  private static final String ACME = ALL + "/acme";

  private final MockRegistry upstream = MockRegistry.start();

  @TempDir private Path folder;
  private Served mirror;
  private String[] ann;

  @BeforeEach
  void start() {
    mirror =
        Served.of(
            People.added(
                Served.config(
                        upstream, StorageConfig.in(folder), "", List.of("@acme/*"), Limits.USUAL)
                    .with(new Access(true, true, List.of("root"))),
                "root"));
    ann = People.enter(mirror, "ann");
    for (String other : List.of("bob", "eve")) {
      People.enter(mirror, other);
    }
    ObjectNode secret = Submissions.of("@acme/lib", "1.0.0", "tarball".getBytes(UTF_8));
    secret.put("access", "restricted");
    assertThat(mirror.send("PUT", "@acme%2flib", secret.toString(), ann).statusCode())
        .isEqualTo(201);
  }

  @AfterEach
  void stop() {
    mirror.close();
    upstream.close();
  }

  @Test
  void itsOwnerSaysWhoMayDoWhat() {
    Visitor owner = Visitor.signIn(mirror, "ann");
    Visitor member = Visitor.signIn(mirror, "bob");
    assertThat(member.send(ALL, ALL, "org", "acme").statusCode()).as("not theirs").isEqualTo(404);
    assertThat(owner.send(ALL, ALL, "org", "@acme").statusCode()).isEqualTo(303);
    assertThat(owner.page(ALL).select("tbody").text()).isEqualTo("@acme 1 0");
    assertThat(member.get(ACME).statusCode()).as("of strangers").isEqualTo(404);

    assertDone(owner.send(ACME, ACME + "/members", "person", "bob", "role", "developer"));
    assertDone(owner.send(ACME, ACME + "/teams", "team", "core"));
    assertDone(owner.send(ACME, ACME + "/teams/members", "team", "core", "person", "bob"));
    assertThat(mirror.get("@acme%2flib", People.enter(mirror, "bob")).statusCode()).isEqualTo(404);
    assertThat(member.page(ACME).text()).contains("ann owner", "bob developer", "@acme:core");
    assertThat(member.page(ACME).select("form[action*=organizations]")).isEmpty();
    assertDone(give(owner, "@acme/lib"));
    assertThat(mirror.get("@acme%2flib", People.enter(mirror, "bob")).statusCode()).isEqualTo(200);
    assertThat(owner.page(ACME).text()).contains("@acme/lib read and publish");

    assertThat(Served.text(give(owner, "@acme/none"))).contains("No package called @acme/none");
    HttpResponse<byte[]> last = owner.send(ACME, ACME + "/members/remove", "person", "ann");
    assertThat(last.statusCode()).isEqualTo(403);
    assertThat(Served.text(last)).contains("The organization acme must have an owner.");
    assertThat(owner.send(ACME, ACME + "/members", "person", "nix", "role", "owner").statusCode())
        .isEqualTo(404);
    String proof = member.page("-/web/account").select("input[name=csrf]").attr("value");
    assertThat(member.sendWith(proof, ACME + "/teams", "team", "mine").statusCode()).isEqualTo(403);
    assertThat(owner.sendWith(proof, ACME + "/teams", "team", "forged").statusCode())
        .as("the proof of another session")
        .isEqualTo(403);

    String[] right = {"team", "core", "package", "@acme/lib"};
    assertDone(owner.send(ACME, ACME + "/teams/packages/remove", right));
    assertThat(mirror.get("@acme%2flib", People.enter(mirror, "bob")).statusCode()).isEqualTo(404);
    assertDone(owner.send(ACME, ACME + "/teams/members/remove", "team", "core", "person", "bob"));
    assertDone(owner.send(ACME, ACME + "/teams/remove", "team", "core"));
    assertDone(owner.send(ACME, ACME + "/members/remove", "person", "bob"));
    assertThat(owner.page(ACME).text()).contains("None yet").doesNotContain("bob", "core");
  }

  @Test
  void anAdministratorLooksAfterAllOfThem() {
    Visitor root = Visitor.signIn(mirror, "root");
    assertThat(root.page(ALL).select("nav [aria-current]").text()).isEqualTo("Organizations");
    assertDone(root.send(ALL, ALL, "org", "acme", "person", "eve"));
    assertDone(root.send(ACME, ACME + "/members", "person", "bob", "role", "admin"));
    assertThat(root.page(ALL).select("tbody").text()).isEqualTo("@acme 2 0");
    Visitor leader = Visitor.signIn(mirror, "bob");
    assertDone(leader.send(ACME, ACME + "/teams", "team", "core"));
    assertThat(leader.page(ACME).select("form[action$=acme/members]")).as("owners alone").isEmpty();
    assertThat(root.send(ALL, ALL, "org", "no/name", "person", "eve").statusCode()).isEqualTo(404);
  }

  private static HttpResponse<byte[]> give(Visitor who, String name) {
    String[] right = {"team", "core", "package", name, "permission", "read-write"};
    return who.send(ACME, ACME + "/teams/packages", right);
  }

  private static void assertDone(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(Served.text(answer)).isEqualTo(303);
  }
}
