package dev.jpm.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.jpm.config.Secret;
import dev.jpm.mirror.config.LoginProvider;
import dev.jpm.mirror.config.LoginProvider.Group;
import dev.jpm.mirror.config.LoginProvider.Rank;
import dev.jpm.mirror.config.MirrorConfig.Access;
import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.config.Operation;
import dev.jpm.mirror.config.Operation.Upkeep;
import dev.jpm.mirror.config.SignIn;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.mirror.config.TeamName;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.PendingLogins.Pending;
import dev.jpm.mirror.metadata.People.Person;
import dev.jpm.mirror.metadata.People.Token;
import dev.jpm.mirror.metadata.TokenLimits;
import dev.jpm.mirror.metadata.TrustRules.Rule;
import dev.jpm.model.PackageName;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.Chromium;
import dev.jpm.testing.ChromiumPage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** People log in at an OpenID provider. */
class ProviderLoginTest {
  private static final Map<String, Object> ANN =
      Map.of(
          "sub", "4711",
          "preferred_username", "Ann",
          "email", "ann@acme.example",
          "email_verified", true,
          "groups", List.of("npm-admins", "platform", "leads"));

  private final MockRegistry upstream = MockRegistry.start();
  private final OpenIdProvider provider = OpenIdProvider.start();

  @TempDir private Path folder;
  private Served mirror;

  @BeforeEach
  void start() {
    mirror = serve(StorageConfig.in(folder.resolve("storage")), false, Set.of("acme.example"));
  }

  private Served serve(StorageConfig storage, boolean passwords, Set<String> domains) {
    LoginProvider config =
        new LoginProvider(
            "Acme",
            provider.url(),
            OpenIdProvider.CLIENT,
            Secret.of(OpenIdProvider.SECRET),
            List.of("openid", "email"),
            "preferred_username",
            "groups",
            domains,
            List.of(
                new Group("npm-admins", new Rank.Admin()),
                new Group("platform", new Rank.InTeam(new TeamName("acme", "core"))),
                new Group("leads", new Rank.InOrganization("acme", "admin")),
                new Group("tools", new Rank.InTeam(new TeamName("tools", "all")))));
    SignIn signIn = new SignIn(passwords, config);
    return Served.of(
        Served.config(upstream, storage, "", List.of(), Limits.USUAL)
            .with(new Access(signIn, false, true, List.of(), List.of()))
            .with(new Operation(null, null, audit(), Upkeep.NONE)));
  }

  private Path audit() {
    return folder.resolve("audit.jsonl");
  }

  @AfterEach
  void stop() {
    mirror.close();
    provider.close();
    upstream.close();
  }

  /** What a browser has when it comes back from the provider. */
  private record Returned(String cookie, String callback) {
    HttpResponse<byte[]> to(Served mirror) {
      return mirror.get(callback.substring(mirror.url().length()), "cookie", cookie);
    }
  }

  /** Goes to the provider and back, with what the form in {@code page} says. */
  private Returned returned(Document page) {
    String login = page.select("form.provider input[name=login]").attr("value");
    HttpResponse<byte[]> begun =
        mirror.send("POST", "-/web/sign-in/provider", login.isEmpty() ? "x=y" : "login=" + login);
    assertThat(begun.statusCode()).as(Served.text(begun)).isEqualTo(200);
    String set = Served.header(begun, "set-cookie");
    assertThat(set).contains("HttpOnly", "SameSite=Lax", "Path=/-/web/sign-in;");
    String target = Jsoup.parse(Served.text(begun)).select("main a").attr("href");
    assertThat(target).startsWith(provider.url());
    HttpResponse<byte[]> sent = mirror.elsewhere(target);
    assertThat(sent.statusCode()).isEqualTo(302);
    return new Returned(set.substring(0, set.indexOf(';')), Served.header(sent, "location"));
  }

  private HttpResponse<byte[]> logIn() {
    return returned(Jsoup.parse(Served.text(mirror.get("-/web/sign-in")))).to(mirror);
  }

  private static Map<String, Object> ann(String claim, Object value) {
    Map<String, Object> claims = new HashMap<>(ANN);
    claims.put(claim, value);
    return claims;
  }

  @Test
  void theyAreWhatTheirGroupsSay() throws IOException {
    provider.says(mirror, ANN);
    Document page = Jsoup.parse(Served.text(mirror.get("-/web/sign-in")));
    assertThat(page.text()).contains("Log in with Acme");
    assertThat(page.select("input[type=password]")).isEmpty();
    HttpResponse<byte[]> answer = logIn();
    assertThat(answer.statusCode()).as(Served.text(answer)).isEqualTo(200);
    Visitor ann = Visitor.of(mirror, answer);
    assertThat(ann.page("-/web/account").select("h1").text()).isEqualTo("ann");
    assertThat(Files.readString(audit()))
        .contains("\"person\":\"ann\"", "/-/web/sign-in/callback\",\"status\":200");
    assertThat(ann.get("-/web/admin").statusCode()).isEqualTo(200);
    assertThat(ann.page("-/web/organizations/acme").text())
        .contains("ann owner admin developer Set", "@acme:core People ann");
    assertThat(ann.page("-/web/organizations/acme").select("option[selected]").eachText())
        .startsWith("admin");
    assertThat(ann.get("-/web/organizations/tools").statusCode()).isEqualTo(404);

    provider.says(mirror, ann("groups", List.of("tools")));
    Visitor later = Visitor.of(mirror, logIn());
    assertThat(later.get("-/web/admin").statusCode()).isEqualTo(403);
    assertThat(later.get("-/web/organizations/acme").statusCode()).isEqualTo(404);
    assertThat(later.page("-/web/organizations/tools").text()).contains("ann developer");
    provider.says(mirror, ann("groups", "npm-admins"));
    assertThat(Visitor.of(mirror, logIn()).get("-/web/admin").statusCode()).isEqualTo(200);
    mirror.pass(Duration.ofHours(13));
    assertThat(later.get("-/web/account").statusCode()).as("the session is over").isEqualTo(303);
  }

  @ParameterizedTest
  @MethodSource("dev.jpm.mirror.StorageKind#all")
  void whoHasComeOnceStaysThemselves(StorageKind kind) {
    mirror.close();
    mirror = serve(kind.make(folder.resolve("other")), true, Set.of());
    provider.says(mirror, ANN);
    Visitor ann = Visitor.of(mirror, logIn());
    String users = "-/web/admin/users";
    String[] bob = {"name", "bob", "email", "", "password", People.PASSWORD};
    assertThat(ann.send(users, users + "/add", bob).statusCode()).isEqualTo(303);
    String[] before = People.enter(mirror, "bob");

    provider.says(mirror, ann("preferred_username", "root"));
    assertThat(Served.text(logIn())).contains("Signed in as ann");
    provider.says(mirror, Map.of("sub", "4712", "preferred_username", "ann"));
    HttpResponse<byte[]> other = logIn();
    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(Served.text(other)).contains("ann is somebody else's");
    provider.says(mirror, Map.of("sub", "4713", "preferred_username", "bob"));
    assertThat(mirror.get("-/whoami", before).statusCode()).isEqualTo(200);
    assertThat(Served.text(logIn())).contains("Signed in as bob");
    assertThat(mirror.get("-/whoami", before).statusCode())
        .as("a token of before counts no more")
        .isEqualTo(401);
    String login = "{\"name\": \"bob\", \"password\": \"" + People.PASSWORD + "\"}";
    assertThat(mirror.send("PUT", "-/user/org.couchdb.user:bob", login).statusCode())
        .as("the password counts no more")
        .isEqualTo(401);
    assertThat(mirror.send("PUT", "-/user/org.couchdb.user:eve", login).statusCode())
        .as("nobody signs up")
        .isNotEqualTo(201);
    ann.send(users, users + "/remove", "person", "bob");
    provider.says(mirror, Map.of("sub", "4714", "preferred_username", "bob"));
    assertThat(Served.text(logIn())).as("free again").contains("Signed in as bob");
  }

  @ParameterizedTest
  @MethodSource("dev.jpm.mirror.StorageKind#all")
  void nothingOfBeforeActsAsWhoIsBound(StorageKind kind) {
    PackageName name = PackageName.parse("p");
    Instant now = mirror.now();
    try (MirrorStorage opened = MirrorStorage.open(kind.make(folder.resolve("third")))) {
      MetadataStore metadata = opened.metadata();
      metadata.people().add(new Person("bob", "secret", "", now));
      metadata.people().add(new Token("i", "h", "bob", "ci", false, now, null, TokenLimits.NONE));
      metadata.trust().add(new Rule("r", name, "github", Json.object(), List.of(), "bob"), now);
      metadata.logins().add(new Pending("page", "poll", "desk", now, null), now, 10);
      metadata.logins().approve("page", "bob");

      assertThat(metadata.provided().bind("https://id.example", "1", "ann")).isTrue();
      assertThat(metadata.provided().bind("https://id.example", "1", "bob")).isFalse();
      assertThat(metadata.people().byHash("h")).as("another's").isPresent();
      assertThat(metadata.provided().bind("https://id.example", "2", "bob")).isTrue();
      assertThat(metadata.people().find("bob").orElseThrow().password())
          .isEqualTo(dev.jpm.mirror.metadata.People.NO_PASSWORD);
      assertThat(metadata.people().byHash("h")).isEmpty();
      assertThat(metadata.trust().of(name)).isEmpty();
      assertThat(metadata.logins().byPage("page")).isEmpty();
    }
  }

  @Test
  void aClientLogsInWithoutAPassword() {
    provider.says(mirror, ANN);
    String body = "{\"hostname\": \"desk\"}";
    JsonNode begun = Served.json(mirror.send("POST", "-/v1/login", body));
    String page = begun.path("loginUrl").asString().substring(mirror.url().length());
    String done = begun.path("doneUrl").asString().substring(mirror.url().length());
    assertThat(mirror.get(done).statusCode()).isEqualTo(202);
    Document form = Jsoup.parse(Served.text(mirror.get(page)));
    assertThat(form.text()).contains("A client on desk asks for a login");
    assertThat(mirror.get("-/web/sign-in/provider").statusCode()).as("no link").isEqualTo(405);
    HttpResponse<byte[]> forged =
        mirror.send("POST", "-/web/sign-in/provider", "x=y", "origin", "https://other.example");
    assertThat(forged.statusCode()).isEqualTo(403);

    HttpResponse<byte[]> back = returned(form).to(mirror);
    assertThat(Served.text(back)).contains("You are ann. You can close this page");
    assertThat(Served.header(back, "set-cookie")).isEmpty();
    String token = Served.json(mirror.get(done)).path("token").asString();
    assertThat(mirror.document("-/whoami", People.bearer(token)).path("username").asString())
        .isEqualTo("ann");

    String login = "{\"name\": \"ann\", \"password\": \"none\"}";
    HttpResponse<byte[]> old = mirror.send("PUT", "-/user/org.couchdb.user:ann", login);
    assertThat(old.statusCode()).isEqualTo(403);
    assertThat(Served.text(old)).contains("takes no passwords");
    assertThat(mirror.send("POST", "-/web/sign-in", "name=ann&password=none").statusCode())
        .isEqualTo(403);
    assertThat(mirror.get("-/whoami", "authorization", "Basic YW5uOm5vbmU=").statusCode())
        .isEqualTo(401);

    String[] theirs = People.bearer(token);
    String wish = "{\"password\": {\"old\": \"none\", \"new\": \"battery staple\"}}";
    HttpResponse<byte[]> changed = mirror.send("POST", "-/npm/v1/user", wish, theirs);
    assertThat(changed.statusCode()).isEqualTo(403);
    assertThat(Served.text(changed)).contains("You log in at Acme; your password is changed there");

    provider.close();
    mirror.restart();
    HttpResponse<byte[]> gone = mirror.send("POST", "-/web/sign-in/provider", "x=y");
    assertThat(gone.statusCode()).isEqualTo(503);
    assertThat(Served.text(gone)).contains(provider.url() + " cannot be asked");
  }

  @Test
  void whatDoesNotHoldIsRefused() throws JOSEException {
    long now = mirror.now().getEpochSecond();
    assertRefused(ann("nonce", "another"), "not for this login");
    assertRefused(ann("aud", "another"), "aud claim rejected");
    assertRefused(ann("aud", List.of()), "aud");
    assertRefused(ann("azp", "another"), "for another than this registry");
    assertRefused(ann("iss", "http://localhost:1"), "iss");
    assertRefused(ann("exp", now - 120), "Expired");
    assertRefused(Map.of("preferred_username", "ann"), "sub");
    assertRefused(ann("email", "ann@acme.example.evil.example"), "verified e-mail address");
    assertRefused(ann("email", ""), "verified e-mail address");
    assertRefused(ann("email_verified", false), "verified e-mail address");
    assertRefused(ann("preferred_username", "../root"), "cannot be the name");
    assertRefused(ann("preferred_username", "root@evil.example"), "of no domain");
    for (String id : List.of("it", "unknown")) {
      provider.says(mirror, ANN).signWith(Issuer.key(id));
      HttpResponse<byte[]> answer = logIn();
      assertThat(answer.statusCode()).as("signed by another, called " + id).isEqualTo(401);
      assertThat(Served.text(answer)).contains("Signed JWT rejected");
    }
    JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(provider.url()).build();
    SignedJWT shared = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    shared.sign(new MACSigner("the secret that both of them know: 32 bytes"));
    for (String token : List.of("no token", new PlainJWT(claims).serialize(), shared.serialize())) {
      provider.says(mirror, ANN).gives(token);
      assertThat(logIn().statusCode()).as(token).isEqualTo(401);
    }

    provider.says(mirror, ANN);
    Document page = Jsoup.parse(Served.text(mirror.get("-/web/sign-in")));
    Returned one = returned(page);
    Returned other = returned(page);
    Returned mixed = new Returned(one.cookie(), other.callback());
    assertThat(mixed.to(mirror).statusCode()).as("the state of another").isEqualTo(403);
    Returned strange = new Returned("jpm-login=" + "x", one.callback());
    assertThat(strange.to(mirror).statusCode()).as("nothing was begun").isEqualTo(403);
    Returned elsewhere =
        new Returned(one.cookie(), one.callback().replaceAll("iss=.*", "iss=https://a.example"));
    assertThat(Served.text(elsewhere.to(mirror))).contains("Another provider");
    Returned denied =
        new Returned(one.cookie(), one.callback().replaceAll("code=[^&]*", "error=<i>no</i>"));
    Returned encoded =
        new Returned(one.cookie(), denied.callback().replace("<", "%3C").replace(">", "%3E"));
    assertThat(Served.text(encoded.to(mirror))).contains("did not log you in: &lt;i&gt;no");
    assertThat(one.to(mirror).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> again = one.to(mirror);
    assertThat(again.statusCode()).as("a code is good once").isEqualTo(502);
    assertThat(Served.text(again)).contains("invalid_grant");
  }

  private void assertRefused(Map<String, Object> claims, String reason) {
    provider.says(mirror, claims);
    HttpResponse<byte[]> answer = logIn();
    assertThat(answer.statusCode()).as(reason).isIn(401, 403);
    assertThat(Served.text(answer)).contains(reason);
    assertThat(Served.header(answer, "set-cookie")).isEmpty();
  }

  @Test
  void whatTheTokenLeavesOutIsAskedFor() {
    provider.says(mirror, Map.of("sub", "4711"));
    Map<String, Object> more =
        Map.of(
            "sub", "4711",
            "preferred_username", "ann",
            "email", "ann@acme.example",
            "email_verified", true,
            "groups", "npm-admins");
    provider.addsWhenAsked(more);
    Visitor ann = Visitor.of(mirror, logIn());
    assertThat(ann.get("-/web/admin").statusCode()).isEqualTo(200);
    Map<String, Object> others = new HashMap<>(more);
    others.put("sub", "4712");
    provider.addsWhenAsked(others);
    assertThat(Served.text(logIn())).contains("about somebody else");
  }

  @Test
  void aBrowserGoesThereAndBack() throws Exception {
    Optional<Path> chromium = Chromium.onThisMachine();
    if (chromium.isEmpty()) {
      System.out.println("NOT TESTED: no Chromium on PATH (scripts/get-chromium brings it)");
      return;
    }
    provider.says(mirror, ANN);
    try (Chromium browser = Chromium.start(chromium.get(), folder.resolve("profile"));
        ChromiumPage page = browser.open(mirror.url() + "-/web/sign-in")) {
      for (String scheme : List.of("light", "dark")) {
        page.prefer(scheme);
        keep(page, scheme);
      }
      page.evaluate("document.querySelector('form.provider button').focus()");
      page.press("Enter");
      page.waitForText("nav[aria-label=You]", "ann");
      assertThat(page.evaluate("location.pathname")).isEqualTo("/");
      assertThat(page.evaluate("document.cookie")).isEmpty();
    }
  }

  private static void keep(ChromiumPage page, String scheme) throws Exception {
    String where = System.getProperty("jpm.pictures", "");
    if (!where.isEmpty()) {
      Files.write(Path.of(where, scheme + "-provider.png"), page.picture(1200, 900));
    }
  }
}
