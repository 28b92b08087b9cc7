package dev.jpm.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.audit.Severity;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Access;
import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.config.PolicyConfig;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.Chromium;
import dev.jpm.testing.ChromiumPage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The pages for people. */
class PagesTest {
  private static final String README =
      """
      # Alpha

      A *small* library. See [the guide](https://docs.example/guide) and [this](javascript:alert(1)).

      | option | meaning |
      |--------|---------|
      | `deep` | all the way down |

      <script>document.title = 'taken'</script>
      <img src="https://spy.example/x.png" alt="build: passing" onerror="document.title = 'taken'">
      <a href="https://x.example/" onclick="document.title = 'taken'" style="color: red">link</a>
      <iframe src="https://spy.example/"></iframe><form action="https://spy.example/"><input></form>

      ```js
      import { alpha } from '@own/alpha' // <b>not bold</b>
      ```
      """;

  private static final List<String> PAGES =
      List.of(
          "",
          "-/web/search?q=a",
          "-/web/package/@own/alpha",
          "-/web/sign-in",
          "-/web/account",
          "-/web/admin",
          "-/web/admin/users",
          "-/web/admin/tokens",
          "-/web/package/theirs",
          "-/web/package/young",
          "-/web/package/denied",
          "-/web/admin/policy?package=young&matter=age",
          "-/web/organizations",
          "-/web/organizations/own");

  private final MockRegistry upstream = MockRegistry.start();

  @TempDir private Path folder;
  private Served mirror;

  @BeforeEach
  void start() throws IOException {
    String attested = Submissions.attested("pkg:npm/theirs@2.0.0");
    upstream
        .publish("theirs", "1.0.0")
        .publish("theirs", "2.0.0", release -> release.attested(attested));
    upstream.publish("denied", "1.0.0").publish("young", "1.0.0").publish("young", "1.1.0");
    Path policy = folder.resolve("jpm-policy.json");
    Files.writeString(
        policy,
        """
        {
          "names": {"deny": ["denied", "young@1.1.0"]},
          "ignore": [{"rule": "age", "package": "theirs", "reason": "they are quick"}]
        }
        """);
    MirrorConfig open =
        Served.config(
            upstream,
            StorageConfig.in(folder.resolve("storage")),
            "",
            List.of("@own/*"),
            Limits.USUAL);
    mirror =
        Served.of(
            People.added(
                open.with(new Access(true, true, List.of("root")))
                    .with(new PolicyConfig(policy, null, Severity.HIGH, Severity.CRITICAL, true)),
                "root"));
    String[] me = People.enter(mirror, "me");
    for (String version : List.of("1.0.0", "1.1.0")) {
      ObjectNode document = Submissions.of("@own/alpha", version, "tarball".getBytes(UTF_8));
      document.put("readme", README);
      ObjectNode manifest = document.path("versions").path(version).asObject();
      manifest.put("license", "MIT").put("homepage", "javascript:alert(1)");
      manifest.putObject("dependencies").put("theirs", "^1.0.0").put("@own/beta", "~2.1.0");
      manifest.put("description", "A small library of <b>own</b> things");
      assertThat(mirror.send("PUT", "@own%2falpha", document.toString(), me).statusCode())
          .isEqualTo(201);
    }
  }

  @AfterEach
  void stop() {
    mirror.close();
    upstream.close();
  }

  @Test
  void whatOthersHaveWrittenStaysText() {
    HttpResponse<byte[]> answer = mirror.get("-/web/package/@own/alpha");
    String html = Served.text(answer);

    assertThat(html).contains("<h3>Alpha</h3>", "<em>small</em>", "<td><code>deep</code></td>");
    assertThat(html).contains("&lt;b&gt;own&lt;/b&gt;", "&lt;b&gt;not bold&lt;/b&gt;");
    assertThat(html).contains("<span class=\"picture\">build: passing</span>");
    assertThat(html)
        .doesNotContain("taken", "javascript:", "spy.example", "<iframe", "onclick", "style=");
    assertThat(Served.header(answer, "content-security-policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void aPageTellsOfPackagesWhoeverHasThem() {
    String own = Served.text(mirror.get("-/web/package/@own/alpha/v/1.0.0"));
    assertThat(own).contains("jpm install @own/alpha@1.0.0", "published here", ">theirs</a>");
    upstream.fail("*attestations*", Fault.status(500));
    assertThat(Served.text(mirror.get("-/web/package/theirs")))
        .contains("jpm install theirs")
        .doesNotContain("c0ffee0123456789");
    upstream.heal();
    String theirs = Served.text(mirror.get("-/web/package/theirs"));
    assertThat(theirs).contains("jpm install theirs", "from an upstream", "1.0.0</a>");
    assertThat(theirs)
        .contains("As its registry tells", "c0ffee0123456789", "href=\"https://code.example/acme/p")
        .contains("https://search.sigstore.dev/?logIndex=104312");
    upstream.fail("*", Fault.status(500));
    assertThat(Served.text(mirror.get("-/web/package/theirs"))).contains("c0ffee0123456789");
    upstream.heal();
    assertThat(mirror.get("-/web/package/theirs/v/9.9.9").statusCode()).isEqualTo(404);
    assertThat(mirror.get("-/web/package/nowhere").statusCode()).isEqualTo(404);
    assertThat(Served.text(mirror.get("-/web/search?q=%3Cscript%3E"))).doesNotContain("<script>");
    assertThat(Served.text(mirror.get("-/web/search?q=small"))).contains("@own/alpha");
    assertThat(Served.text(mirror.get(""))).contains("npm config set registry", "@own/alpha");
  }

  @Test
  void onlyAFormOfTheSessionChangesAnything() {
    Visitor me = Visitor.signIn(mirror, "me");
    assertThat(me.page("-/web/account").text()).contains("Your tokens", "browser");
    assertThat(me.get("-/web/admin").statusCode()).as("no admin").isEqualTo(403);
    assertThat(me.sendWith("", "-/web/sign-out").statusCode()).as("no proof").isEqualTo(403);
    assertThat(me.get("-/whoami").statusCode()).as("no use to clients").isEqualTo(401);
    String secret = me.cookie().substring("jpm-session=".length());
    assertThat(mirror.get("-/whoami", People.bearer(secret)).statusCode())
        .as("nor is its secret")
        .isEqualTo(401);
    String token = People.enter(mirror, "me")[1].substring("Bearer ".length());
    assertThat(new Visitor(mirror, "jpm-session=" + token).get("-/web/account").statusCode())
        .as("no token is a session")
        .isEqualTo(303);
    assertThat(
            mirror
                .send("POST", "-/web/sign-in", "name=me", "origin", "https://other.example")
                .statusCode())
        .isEqualTo(403);
    assertThat(me.send("-/web/account", "-/web/sign-out").statusCode()).isEqualTo(303);
    assertThat(me.get("-/web/account").statusCode()).as("signed out").isEqualTo(303);
    assertThat(mirror.send("POST", "-/web/sign-in", "name=me&password=wrong").statusCode())
        .isEqualTo(403);
  }

  @Test
  void anAdminLooksAfterUsersAndTokens() {
    Visitor root = Visitor.signIn(mirror, "root");
    assertThat(Served.text(root.get("-/web/admin"))).contains("Packages published here", "<dd>1");
    String users = "-/web/admin/users";
    String[] wish = {"name", "new", "email", "n@mail.example", "password", "long enough"};
    assertThat(root.send(users, users + "/add", wish).statusCode()).isEqualTo(303);
    assertThat(Served.text(root.send(users, users + "/add", wish))).contains("is taken");
    assertThat(root.page(users).text()).contains("n@mail.example");
    root.send(users, users + "/remove", "person", "new");
    assertThat(root.page(users).text()).doesNotContain("n@mail.example");
    String tokens = "-/web/admin/tokens";
    assertThat(root.page(tokens).text()).contains("login");
    String id =
        root.page(tokens)
            .select("form:has(input[name=person][value=me]) input[name=id]")
            .attr("value");
    assertThat(id).isNotEmpty();
    root.send(tokens, tokens + "/revoke", "person", "me", "id", id);
    assertThat(Served.text(root.get(tokens))).doesNotContain(id);

    root.send(users, users + "/remove", "person", "me");
    HttpResponse<byte[]> taken =
        mirror.send("PUT", "-/user/org.couchdb.user:me", "{\"password\": \"long enough\"}");
    assertThat(taken.statusCode()).as("packages are me's").isEqualTo(409);
  }

  @Test
  void peopleUseThemByKeyboardInLightAndDark() throws Exception {
    Optional<Path> chromium = Chromium.onThisMachine();
    if (chromium.isEmpty()) {
      System.out.println("NOT TESTED: no Chromium on PATH (scripts/get-chromium brings it)");
      return;
    }
    fillOrganization();
    try (Chromium browser = Chromium.start(chromium.get(), folder.resolve("profile"));
        ChromiumPage page = browser.open(mirror.url())) {
      page.press("/");
      assertThat(page.evaluate("document.activeElement.id")).isEqualTo("q");
      page.type("alpha");
      page.press("Enter");
      page.waitForText("h1", "1 package for");
      page.press("Tab");
      assertThat(page.evaluate("document.activeElement.innerText")).isEqualTo("Skip to content");
      tabTo(page, "@own/alpha");
      assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
          .isEqualTo("solid");
      page.press("Enter");
      page.waitForText("h1", "@own/alpha");
      assertThat(page.evaluate("document.title")).doesNotContain("taken");

      page.go(mirror.url() + "-/web/sign-in");
      page.type("#name", "root");
      page.type("#password", People.PASSWORD);
      page.press("Enter");
      page.waitForText("nav", "Administration");
      for (String scheme : List.of("light", "dark")) {
        page.prefer(scheme);
        for (String each : PAGES) {
          page.go(mirror.url() + each);
          assertThat(page.evaluate(TOO_FAINT)).as(scheme + " /" + each).isEmpty();
          keep(page, scheme, each);
        }
      }
    }
  }

  /** With all that its page can show. */
  private void fillOrganization() {
    Visitor me = Visitor.signIn(mirror, "me");
    String own = "-/web/organizations/own";
    me.send("-/web/organizations", "-/web/organizations", "org", "own");
    me.send(own, own + "/teams", "team", "core");
    me.send(own, own + "/teams/members", "team", "core", "person", "me");
    String[] right = {"team", "core", "package", "@own/alpha", "permission", "read-write"};
    HttpResponse<byte[]> given = me.send(own, own + "/teams/packages", right);
    assertThat(given.statusCode()).as(Served.text(given)).isEqualTo(303);
  }

  private static void keep(ChromiumPage page, String scheme, String path) throws Exception {
    String where = System.getProperty("jpm.pictures", "");
    if (!where.isEmpty()) {
      String name = scheme + "-" + path.replaceAll("[^a-z]+", "-") + ".png";
      Files.write(Path.of(where, name), page.picture(1200, 900));
    }
  }

  private static void tabTo(ChromiumPage page, String text) {
    for (int i = 0; i < 12; i++) {
      if (page.evaluate("document.activeElement.innerText").equals(text)) {
        return;
      }
      page.press("Tab");
    }
    throw new AssertionError("the keyboard does not lead to " + text);
  }

  /** The texts whose contrast is below what WCAG AA asks for (4.5, or 3 where they are large). */
  private static final String TOO_FAINT =
      """
      (() => {
        const numbers = (color) => color.match(/[\\d.]+/g).map(Number)
        const light = (color) => {
          const [r, g, b] = numbers(color).slice(0, 3)
            .map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
          return 0.2126 * r + 0.7152 * g + 0.0722 * b
        }
        const ground = (element) => {
          for (let e = element; e; e = e.parentElement) {
            const color = getComputedStyle(e).backgroundColor
            const [, , , alpha = 1] = numbers(color)
            if (alpha === 1) return color
          }
          throw new Error('no ground')
        }
        const faint = []
        for (const element of document.querySelectorAll('body *')) {
          const texts = [...element.childNodes].filter((n) => n.nodeType === 3 && n.data.trim())
          if (!texts.length && element.localName !== 'input') continue
          const style = getComputedStyle(element)
          const [a, b] = [light(style.color), light(ground(element))].sort((x, y) => y - x)
          const size = parseFloat(style.fontSize)
          const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700)
          const contrast = (a + 0.05) / (b + 0.05)
          if (contrast < (large ? 3 : 4.5)) {
            faint.push(element.localName + '.' + element.className + ' ' + contrast.toFixed(2))
          }
        }
        return faint.join(', ')
      })()
      """;
}
