package dev.jpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.cli.Call.Answer;
import dev.jpm.registrymock.MockRegistry;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegistryCommandsTest {
  private MockRegistry registry;
  private Call call;

  @BeforeEach
  void publish(@TempDir Path root) {
    registry =
        MockRegistry.start()
            .publish("a", "1.0.0")
            .publish(
                "a",
                "1.1.0",
                p ->
                    p.field("license", "\"MIT\"")
                        .field("description", "\"An a\"")
                        .dependency("b", "^1.0.0")
                        .publishedAt(Instant.parse("1969-12-30T00:00:00Z")))
            .publish("a", "2.0.0-beta.1", p -> p.tag("next"))
            .publish("b", "1.0.0");
    call =
        new Call(root.toAbsolutePath())
            .file("home/.npmrc", "fetch-retries=0\n")
            .env("npm_config_registry", registry.url())
            .env("npm_config_cache", root.resolve("cache").toString());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void viewShowsAVersion() {
    assertThat(call.run("view", "a@1.1.0").out().replace(registry.url(), "<registry>/"))
        .startsWith("\na@1.1.0 | MIT | deps: 1 | versions: 3\nAn a\n\ndist\n")
        .contains(".tarball: <registry>/a/-/a-1.1.0.tgz\n")
        .contains("\ndependencies:\nb: ^1.0.0\n")
        .contains("next: 2.0.0-beta.1")
        .contains("published 2 days ago");
  }

  @Test
  void viewShowsFields() {
    assertThat(call.run("view", "a", "versions").out())
        .isEqualTo("[ '1.0.0', '1.1.0', '2.0.0-beta.1' ]\n");
    assertThat(call.run("view", "a", "versions", "--json").out())
        .isEqualTo("[\n  \"1.0.0\",\n  \"1.1.0\",\n  \"2.0.0-beta.1\"\n]\n");
    assertThat(call.run("view", "a@next", "version").out()).isEqualTo("2.0.0-beta.1\n");
    assertThat(call.run("view", "a@^1", "version").out())
        .isEqualTo("a@1.0.0 '1.0.0'\na@1.1.0 '1.1.0'\n");
    assertThat(call.run("view", "a", "nothing.here").out()).isEmpty();
  }

  @Test
  void viewOfNothingIs404() {
    assertThat(call.run("view", "nope").err()).contains("jpm error code E404\njpm error 404 ");
    assertThat(call.run("view", "a@9").err()).contains("No match found for version 9");
    assertThat(call.run("view", "a", "--offline").err()).contains("jpm error code ENOTCACHED");
  }

  @Test
  void outdatedComparesWhatIsInstalled() {
    call.file("project/package.json", "{\"dependencies\": {\"a\": \"1.0.0\", \"b\": \"^1.0.0\"}}")
        .file("project/node_modules/a/package.json", "{\"name\": \"a\", \"version\": \"1.0.0\"}")
        .file("project/node_modules/b/package.json", "{\"name\": \"b\", \"version\": \"1.0.0\"}");
    registry.tag("a", "latest", "1.1.0");

    Answer answer = call.run("outdated");

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out())
        .isEqualTo(
            """
            Package  Current  Wanted  Latest  Location        Depended by
            a          1.0.0   1.0.0   1.1.0  node_modules/a  project
            """);
    assertThat(call.run("outdated", "--parseable").out())
        .isEqualTo("<root>/project/node_modules/a:a@1.0.0:a@1.0.0:a@1.1.0:project\n");
    assertThat(call.run("outdated", "b").exitCode()).isZero();
  }

  @Test
  void theCacheTakesListsAndForgetsPackages() {
    assertThat(call.run("cache", "ls").out()).isEmpty();
    assertThat(call.run("cache", "add", "a@1.0.0", "b").exitCode()).isZero();

    assertThat(call.run("cache", "ls").out())
        .isEqualTo(
            "a@1.0.0 "
                + registry.integrity("a", "1.0.0")
                + "\nb@1.0.0 "
                + registry.integrity("b", "1.0.0")
                + "\n");
    assertThat(call.run("cache", "ls", "b").out()).startsWith("b@1.0.0 ");
    assertThat(call.run("cache", "verify").out())
        .startsWith("Cache verified and compressed (<root>/cache)\nContent verified: 4 (");
    assertThat(call.run("cache", "clean", "a@1.0.0").out()).isEqualTo("Deleted: a@1.0.0\n");
    assertThat(call.run("cache", "ls").out()).startsWith("b@1.0.0 ");
  }

  @Test
  void theWholeCacheIsOnlyCleanedByForce() {
    call.run("cache", "add", "b");

    Answer refused = call.run("cache", "clean");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("jpm cache clean --force");
    assertThat(call.run("cache", "clean", "--force").exitCode()).isZero();
    assertThat(call.run("cache", "ls").out()).isEmpty();
    assertThat(call.run("cache", "gc", "soon").exitCode()).isEqualTo(1);
  }

  @Test
  void whoamiTellsWhomTheRegistryKnows() {
    Answer stranger = call.run("whoami");
    assertThat(stranger.exitCode()).isEqualTo(1);
    assertThat(stranger.err())
        .contains("code ENEEDAUTH")
        .contains("need auth This command requires you to be logged in");

    String host = "//127.0.0.1:" + registry.port() + "/:";
    registry.requireBearer("/-/whoami", "right");
    call.file("home/.npmrc", "fetch-retries=0\n" + host + "_authToken=right\n");
    assertThat(call.run("whoami").out()).isEqualTo("tester\n");
    assertThat(call.run("whoami", "--json").out()).isEqualTo("\"tester\"\n");

    call.file("home/.npmrc", "fetch-retries=0\n" + host + "_authToken=s3cret-and-wrong\n");
    Answer refused = call.run("whoami");
    assertThat(refused.err()).contains("code E401").doesNotContain("s3cret");

    call.file("home/.npmrc", "fetch-retries=0\n" + host + "_auth=bWU6cGFzcw==\n");
    assertThat(call.run("whoami").out()).isEqualTo("me\n");

    // Node.js decodes what is no whole Base64.
    call.file("home/.npmrc", "fetch-retries=0\n" + host + "_auth=bWU6cGFzc\n");
    assertThat(call.run("whoami").out()).isEqualTo("me\n");
    call.file("home/.npmrc", "fetch-retries=0\n" + host + "_auth=abcde\n");
    assertThat(call.run("whoami").err()).contains("code E401").doesNotContain("abcde");
  }
}
