package dev.jpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.cli.Call.Answer;
import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.registrymock.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins, tokens, teams: what a registry knows of people. Its answers are the test's. */
final class RegistryPeopleTest {
  private final MockRegistry registry = MockRegistry.start();
  private Call call;
  private String host;

  @BeforeEach
  void prepare(@TempDir Path root) {
    host = "//127.0.0.1:" + registry.port() + "/";
    call =
        new Call(root.toAbsolutePath())
            .file("home/.npmrc", "fetch-retries=0\n" + host + ":_authToken=old\n")
            .env("npm_config_registry", registry.url())
            .env("npm_config_cache", root.resolve("cache").toString());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private void answer(String path, int status, String body, String... headers) {
    Map<String, String> all = headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]);
    registry.fail(path, 1, new Fault.Answer(status, all, body));
  }

  private Request last(String path) {
    return registry.requests().matching(path).getLast();
  }

  @Test
  void loginShowsAPageWaitsAndKeepsTheTokenForTheUserAlone() throws IOException {
    String done = registry.url() + "done/x";
    answer(
        "/-/v1/login",
        200,
        "{\"loginUrl\":\"http://page.example/x\",\"doneUrl\":\"" + done + "\"}");
    answer("/done/x", 202, "{}");
    answer("/done/x", 200, "{\"token\":\"n3w\"}");

    Answer answer = call.run("login", "--scope=@s");

    assertThat(answer.err()).contains("notice Log in on " + registry.url());
    assertThat(answer.out())
        .isEqualTo(
            "Login at:\nhttp://page.example/x\nLogged in to scope @s on " + registry.url() + ".\n");
    assertThat(call.read("home/.npmrc"))
        .isEqualTo(
            "fetch-retries=0\n" + host + ":_authToken=n3w\n@s:registry=" + registry.url() + "\n");
    Path file = call.home().resolve(".npmrc");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(registry.requests().count("/done/x")).isEqualTo(2);
  }

  @Test
  void whoWaitsForAPageTakesNothingThatIsTypedLater() {
    AtomicInteger readers = new AtomicInteger();
    InputStream silent =
        new InputStream() {
          @Override
          public int read() throws InterruptedIOException {
            readers.incrementAndGet();
            LockSupport.park();
            throw new InterruptedIOException();
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws InterruptedIOException {
            return read();
          }
        };
    String done = registry.url() + "done/x";
    answer(
        "/-/v1/login",
        200,
        "{\"loginUrl\":\"http://page.example/x\",\"doneUrl\":\"" + done + "\"}");
    answer("/done/x", 202, "{}");
    answer("/done/x", 200, "{\"token\":\"n3w\"}");

    Answer answer = call.onTerminal().typing(silent).run("login");

    assertThat(answer.err()).contains("Press ENTER to open in the browser...");
    assertThat(call.read("home/.npmrc")).contains("n3w");
    assertThat(readers).hasValue(0);
  }

  @Test
  void loginAsksForNameAndPasswordWhereThereIsNoPage() {
    answer("/-/v1/login", 404, "{}");
    answer("/-/user/*", 201, "{\"token\":\"n3w\"}");

    Answer answer = call.typing("Me\nme\nsecret\n").run("login");

    assertThat(answer.err()).contains("Name must be lowercase").doesNotContain("secret");
    assertThat(last("/-/user/*")).hasToString("PUT /-/user/org.couchdb.user:me");
    assertThat(last("/-/user/*").body())
        .contains("\"name\":\"me\",\"password\":\"secret\",\"type\":\"user\",\"roles\":[]")
        .doesNotContain("email");
    assertThat(call.read("home/.npmrc")).contains(":_authToken=n3w");
  }

  @Test
  void aUserThatExistsLogsInByRevisionAndPassword() {
    answer("/-/user/org.couchdb.user:me", 409, "{}");
    answer("/-/user/org.couchdb.user:me", 200, "{\"_rev\":\"7\",\"roles\":[\"r\"]}");
    answer("/-/user/org.couchdb.user:me/-rev/7", 201, "{\"token\":\"n3w\"}");

    call.typing("me\nsecret\n").run("login", "--auth-type=legacy");

    Request change = last("/-/user/*/-rev/7");
    assertThat(change.header("authorization")).isEqualTo("Basic bWU6c2VjcmV0");
    assertThat(change.body()).contains("\"roles\":[\"r\"]", "\"_rev\":\"7\"");
    assertThat(registry.requests().count("/-/v1/login")).isZero();
    assertThat(call.read("home/.npmrc")).contains(":_authToken=n3w");
  }

  @Test
  void addUserTellsTheEmailAndAnEndedInputChangesNothing() {
    answer("/-/user/*", 201, "{\"token\":\"n3w\"}");
    call.typing("me\nsecret\nnone\nme@mail.example\n").run("adduser", "--auth-type=legacy");
    assertThat(last("/-/user/*").body()).contains("\"email\":\"me@mail.example\"");

    Answer ended = call.typing("me\n").run("login", "--auth-type=legacy");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("canceled");
    assertThat(registry.requests().count()).isEqualTo(1);
  }

  @Test
  void passwordsDoNotFollowARedirectToAnotherHost() {
    try (MockRegistry other = MockRegistry.start()) {
      registry.fail(
          "/-/user/*", new Fault.Answer(307, Map.of("Location", other.url() + "-/user/x"), ""));

      Answer answer = call.typing("me\nsecret\n").run("login", "--auth-type=legacy");

      assertThat(answer.err()).contains("code EHTTP").contains("taken to another host");
      assertThat(other.requests().count()).isZero();
    }
  }

  @Test
  void logoutEndsTheTokenAndForgetsIt() {
    answer("/-/user/token/old", 200, "{}");

    assertThat(call.run("logout").exitCode()).isZero();

    assertThat(last("/-/user/token/old"))
        .hasToString("DELETE /-/user/token/old")
        .extracting(request -> request.header("authorization"))
        .isEqualTo("Bearer old");
    assertThat(call.read("home/.npmrc")).isEqualTo("fetch-retries=0\n");
    assertThat(call.run("logout").err())
        .contains("need auth not logged in to " + registry.url() + ", so can't log out!");
  }

  @Test
  void tokensAreListedOverAllPagesMadeAndRevoked() {
    String first =
        "{\"key\":\"abcdef1x\",\"token\":\"npm_1\",\"name\":\"one\",\"created\":\"2024-05-06T\"}";
    String second = "{\"key\":\"abcdef2y\",\"token\":\"npm_2\",\"cidr_whitelist\":[\"1.0.0.0/8\"]}";
    String pages = "{\"objects\":[%s],\"urls\":{%s}}";
    answer("/-/npm/v1/tokens", 200, pages.formatted(first, "\"next\":\"/-/npm/v1/next\""));
    answer("/-/npm/v1/next", 200, pages.formatted(second, ""));
    assertThat(call.run("token").out())
        .isEqualTo(
            """
            Token npm_1… with id abcdef1 name one created 2024-05-06

            Token npm_2… with id abcdef2 name  created\s
            with IP whitelist: 1.0.0.0/8

            """);

    answer("/-/npm/v1/tokens", 200, pages.formatted(first + "," + second, ""));
    assertThat(call.run("token", "revoke", "abc").err()).contains("\"abc\" was ambiguous");
    answer("/-/npm/v1/tokens", 200, pages.formatted(first + "," + second, ""));
    answer("/-/npm/v1/tokens/token/abcdef2y", 204, "");
    assertThat(call.run("token", "rm", "abcdef2").out()).isEqualTo("Removed 1 token\n");

    answer("/-/npm/v1/tokens", 201, "{\"token\":\"npm_3\",\"key\":\"k\"}");
    String[] create = {"token", "create", "--password=p", "--name=ci", "--cidr=10.0.0.0/8"};
    assertThat(call.run(create).out()).isEqualTo("Created token npm_3\n");
    assertThat(last("/-/npm/v1/tokens").body())
        .isEqualTo("{\"name\":\"ci\",\"cidr_whitelist\":[\"10.0.0.0/8\"],\"password\":\"p\"}");
    assertThat(call.run("token", "create", "--password=p", "--cidr=::1/8").err())
        .contains("code EINVALIDCIDR", "::1/8 is IPv6");
  }

  @Test
  void profilesAreReadAndChangedFieldByField() {
    String known =
        "{\"name\":\"me\",\"email\":\"a@b.example\",\"email_verified\":true,\"tfa\":false,"
            + "\"github\":\"me\"}";
    answer("/-/npm/v1/user", 200, known);
    assertThat(call.run("profile", "get").out())
        .startsWith("name: me\nemail: a@b.example (verified)\ntwo-factor auth: disabled\n");
    answer("/-/npm/v1/user", 200, known);
    assertThat(call.run("profile", "get", "name,github").out()).isEqualTo("me\tme\n");

    answer("/-/npm/v1/user", 200, known);
    answer("/-/npm/v1/user", 200, "{\"fullname\":\"Me Too\"}");
    assertThat(call.run("profile", "set", "fullname", "Me", "Too").out())
        .isEqualTo("Set fullname to Me Too\n");
    assertThat(last("/-/npm/v1/user").body())
        .isEqualTo("{\"email\":\"a@b.example\",\"github\":\"me\",\"fullname\":\"Me Too\"}");
    assertThat(call.run("profile", "set", "password", "x").err()).contains("Do not include your");
  }

  @Test
  void teamsAndOrganizationsAreChanged() {
    answer("/-/org/o/team", 200, "{}");
    assertThat(call.run("team", "create", "@o:t").out()).isEqualTo("+@o:t\n");
    answer("/-/team/o/t/user", 200, "{}");
    assertThat(call.run("team", "rm", "o:t", "you").out()).isEqualTo("you removed from @o:t\n");
    assertThat(last("/-/team/o/t/user")).hasToString("DELETE /-/team/o/t/user");
    assertThat(last("/-/team/o/t/user").body()).isEqualTo("{\"user\":\"you\"}");
    answer("/-/team/o/t/user", 200, "[\"b\",\"a\"]");
    assertThat(call.run("team", "ls", "o:t").out()).isEqualTo("@o:t has 2 users:\na\nb\n");

    answer(
        "/-/org/o/user",
        200,
        "{\"org\":{\"name\":\"o\",\"size\":1},\"user\":\"u\",\"role\":\"admin\"}");
    assertThat(call.run("org", "set", "@o", "u", "admin").out())
        .isEqualTo("Added u as admin to o. You now have 1 member in this org.\n");
    answer("/-/org/o/user", 200, "{}");
    answer("/-/org/o/user", 200, "{\"v\":\"owner\",\"w\":\"developer\"}");
    assertThat(call.run("org", "rm", "o", "u").out())
        .isEqualTo("Successfully removed u from o. You now have 2 members in this org.\n");
    answer("/-/org/o/user", 200, "{\"v\":\"owner\",\"w\":\"developer\"}");
    assertThat(call.run("org", "ls", "o", "w").out()).isEqualTo("w - developer\n");
  }

  @Test
  void accessIsListedSetAndGranted() {
    answer("/-/org/me/package", 404, "{}");
    answer("/-/user/me/package", 200, "{\"b\":\"write\",\"a\":\"read\"}");
    assertThat(call.run("access", "list", "packages", "me").out())
        .isEqualTo("a: read-only\nb: read-write\n");
    answer("/-/package/@s/a/access", 200, "{}");
    answer("/-/package/@s/a/visibility", 200, "{\"public\":false}");
    assertThat(call.run("access", "set", "status=private", "@s/a").out())
        .isEqualTo("@s/a: private\n");
    assertThat(last("/-/package/@s/a/access").body()).isEqualTo("{\"access\":\"restricted\"}");
    answer("/-/team/s/t/package", 201, "{}");
    assertThat(call.run("access", "grant", "read-only", "s:t", "@s/a").exitCode()).isZero();
    assertThat(last("/-/team/s/t/package").body())
        .isEqualTo("{\"package\":\"@s/a\",\"permissions\":\"read-only\"}");
    assertThat(call.run("access", "set", "status=public", "a").err())
        .contains("This command is only available for scoped packages.");
  }
}
