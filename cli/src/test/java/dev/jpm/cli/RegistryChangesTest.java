package dev.jpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.cli.Call.Answer;
import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.registrymock.Request;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of what is published, as a registry gets to see them. */
final class RegistryChangesTest {
  private final MockRegistry registry = MockRegistry.start();
  private Call call;

  @BeforeEach
  void publish(@TempDir Path root) {
    registry.publish("a", "1.0.0").publish("a", "1.1.0").publish("a", "2.0.0-rc.1");
    call =
        new Call(root.toAbsolutePath())
            .file(
                "home/.npmrc",
                "fetch-retries=0\n//127.0.0.1:" + registry.port() + "/:_authToken=t\n")
            .env("npm_config_registry", registry.url())
            .env("npm_config_cache", root.resolve("cache").toString());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private void answer(String path, int status, String body) {
    registry.fail(path, 1, new Fault.Answer(status, Map.of(), body));
  }

  private Request last() {
    return registry.requests().all().getLast();
  }

  @Test
  void tagsAreAddedListedAndRemoved() {
    assertThat(call.run("dist-tag", "add", "a@1.0.0", "old").out()).isEqualTo("+old: a@1.0.0\n");
    assertThat(last().body()).isEqualTo("\"1.0.0\"");
    assertThat(call.run("dist-tag", "add", "a@1.0.0", "old").err())
        .contains("old is already set to version 1.0.0");
    call.file("project/package.json", "{\"name\": \"a\", \"version\": \"1.0.0\"}");
    assertThat(call.run("dist-tag", "ls").out()).isEqualTo("latest: 1.1.0\nold: 1.0.0\n");
    assertThat(call.run("dist-tag", "rm", "a", "old").out()).isEqualTo("-old: a@1.0.0\n");
    assertThat(call.run("dist-tag", "a@1.0.0").out()).isEqualTo("latest: 1.1.0\n");
    assertThat(call.run("dist-tag", "rm", "a", "old").err()).contains("old is not a dist-tag on a");
    assertThat(call.run("dist-tag", "add", "a@1.0.0", "v1").err())
        .contains("Tag name must not be a valid SemVer range: v1");
    assertThat(call.run("dist-tag", "ls", "nope").err())
        .contains("Couldn't get dist-tag data for nope", "code E404");
  }

  @Test
  void tagsOfWorkspacesAreListed() {
    call.file("project/package.json", "{\"workspaces\": [\"w\", \"x\"]}")
        .file("project/w/package.json", "{\"name\": \"a\", \"version\": \"1.0.0\"}")
        .file("project/x/package.json", "{\"name\": \"x\", \"version\": \"1.0.0\"}");
    Answer all = call.run("dist-tag", "ls", "--workspaces");
    assertThat(all.out()).isEqualTo("a:\nlatest: 1.1.0\nx:\n");
    assertThat(all.exitCode()).isEqualTo(1);
  }

  @Test
  void deprecationsReachTheVersionsOfTheRange() {
    Answer dry = call.run("deprecate", "a@1", "no more", "--dry-run");
    assertThat(dry.err()).contains("deprecating a@1.1.0 with message \"no more\"");
    assertThat(last().method()).isEqualTo("GET");

    answer("/a", 200, "{\"versions\":{\"1.0.0\":{},\"2.0.0-rc.1\":{}}}");
    answer("/a", 200, "{}");
    call.run("deprecate", "a", "no more");
    assertThat(last().body())
        .isEqualTo(
            "{\"versions\":{\"1.0.0\":{\"deprecated\":\"no more\"},"
                + "\"2.0.0-rc.1\":{\"deprecated\":\"no more\"}}}");
    answer("/a", 200, "{\"versions\":{\"1.0.0\":{\"deprecated\":\"x\"},\"1.1.0\":{}}}");
    answer("/a", 200, "{}");
    call.run("undeprecate", "a@1.0.0");
    assertThat(last().body())
        .isEqualTo("{\"versions\":{\"1.0.0\":{\"deprecated\":\"\"},\"1.1.0\":{}}}");
    assertThat(call.run("deprecate", "a@9", "x").err()).contains("No version found for 9");
    assertThat(call.run("deprecate", "a@next", "x").err()).contains("invalid version range: next");
    assertThat(call.run("deprecate", "a").exitCode()).isEqualTo(1);
  }

  @Test
  void whatCannotBeUndoneWantsForce() {
    assertThat(call.run("unpublish", "a").err())
        .contains("Refusing to delete entire project.\n")
        .contains("Run with --force to do this.");
    assertThat(call.run("unpublish", "a@^1.0.0").err())
        .contains("Can only unpublish a single version, or the entire project.");
    registry.publish("lone", "1.0.0");
    assertThat(call.run("unpublish", "lone@1.0.0").err())
        .contains("Refusing to delete the last version of the package.");
    assertThat(call.run("unpublish", "a", "--force", "--dry-run").out()).isEqualTo("- a\n");
    assertThat(registry.requests().all()).allMatch(request -> request.method().equals("GET"));
  }

  @Test
  void theDocumentIsChangedBeforeTheTarballGoes() {
    String document =
        "{\"_rev\":\"3\",\"_attachments\":{},\"dist-tags\":{\"latest\":\"1.1.0\",\"x\":\"1.1.0\"},"
            + "\"versions\":{\"1.0.0\":{},\"1.1.0\":{\"dist\":{\"tarball\":\""
            + registry.tarballUrl("a", "1.1.0")
            + "\"}}}}";
    answer("/a", 200, document);
    answer("/a", 200, document);
    answer("/a/-rev/3", 200, "{}");
    answer("/a", 200, "{\"_rev\":\"4\"}");
    answer("/a/-/a-1.1.0.tgz/-rev/4", 200, "{}");

    assertThat(call.run("unpublish", "a@1.1.0").out()).isEqualTo("- a@1.1.0\n");

    assertThat(last()).hasToString("DELETE /a/-/a-1.1.0.tgz/-rev/4");
    assertThat(registry.requests().matching("/a/-rev/3").getFirst().body())
        .isEqualTo(
            "{\"_rev\":\"3\",\"dist-tags\":{\"latest\":\"1.0.0\"},\"versions\":{\"1.0.0\":{}}}");
  }

  @Test
  void ownersAreListedAddedAndRemoved() {
    String document =
        "{\"_id\":\"a\",\"_rev\":\"1\",\"maintainers\":[{\"name\":\"me\",\"email\":\"m@x.example\"}]}";
    answer("/a", 200, document);
    assertThat(call.run("owner", "ls", "a").out()).isEqualTo("me <m@x.example>\n");

    answer("/-/user/org.couchdb.user:you", 200, "{\"name\":\"you\",\"email\":\"y@x.example\"}");
    answer("/a", 200, document);
    answer("/a/-rev/1", 200, "{}");
    assertThat(call.run("owner", "add", "you", "a").out()).isEqualTo("+ you (a)\n");
    assertThat(last().body())
        .isEqualTo(
            "{\"_id\":\"a\",\"_rev\":\"1\",\"maintainers\":[{\"name\":\"me\",\"email\":"
                + "\"m@x.example\"},{\"name\":\"you\",\"email\":\"y@x.example\"}]}");
    answer("/-/user/org.couchdb.user:me", 200, "{\"name\":\"me\"}");
    answer("/a", 200, document);
    assertThat(call.run("owner", "rm", "me", "a").err())
        .contains("code EOWNERRM", "Cannot remove all owners of a package.");
  }

  @Test
  void oneTimePasswordsAreToldWantedAndSent() {
    Fault wanted =
        new Fault.Answer(401, Map.of("WWW-Authenticate", "OTP"), "{\"error\":\"otp please\"}");
    registry.fail("/-/package/a/dist-tags/canary", 1, wanted);
    Answer told = call.run("dist-tag", "add", "a@1.0.0", "canary");
    assertThat(told.err())
        .contains("code EOTP", "This operation requires a one-time password")
        .contains("--otp=<code>");

    registry.fail("/-/package/a/dist-tags/nightly", 1, wanted);
    Answer asked =
        call.onTerminal().typing("no\n12 34\n").run("dist-tag", "add", "a@1.0.0", "nightly");
    assertThat(asked.out()).isEqualTo("+nightly: a@1.0.0\n");
    assertThat(last().header("npm-otp")).isEqualTo("1234");
  }

  @Test
  void oneTimePasswordsAreAskedForOnceACommand() {
    Fault wanted =
        new Fault.Answer(401, Map.of("WWW-Authenticate", "OTP"), "{\"error\":\"otp please\"}");
    String document =
        "{\"_rev\":\"3\",\"versions\":{\"1.0.0\":{},\"1.1.0\":{\"dist\":{\"tarball\":\""
            + registry.tarballUrl("a", "1.1.0")
            + "\"}}}}";
    answer("/a", 200, document);
    answer("/a", 200, document);
    registry.fail("/a/-rev/3", 1, wanted);
    answer("/a/-rev/3", 200, "{}");
    answer("/a", 200, "{\"_rev\":\"4\"}");
    answer("/a/-/a-1.1.0.tgz/-rev/4", 200, "{}");

    Answer asked = call.onTerminal().typing("1234\n").run("unpublish", "a@1.1.0");

    assertThat(asked.out()).isEqualTo("- a@1.1.0\n");
    assertThat(last()).hasToString("DELETE /a/-/a-1.1.0.tgz/-rev/4");
    assertThat(last().header("npm-otp")).isEqualTo("1234");
  }

  @Test
  void searchesAreShownAsTextLinesAndJson() {
    String found =
        "{\"objects\":[{\"package\":{\"name\":\"left\",\"version\":\"1.0.0\",\"description\":\"A"
            + " left\",\"keywords\":[\"pad\"],\"date\":\"2024-05-06T07:08:09.000Z\",\"publisher\":"
            + "{\"username\":\"me\"},\"maintainers\":[{\"username\":\"me\"}]}}]}";
    answer("/-/v1/search", 200, found);
    assertThat(call.run("search", "Left", "pad").out())
        .isEqualTo(
            """
            left
            A left
            Version 1.0.0 published 2024-05-06 by me
            Maintainers: me
            Keywords: pad

            """);
    assertThat(last().query())
        .isEqualTo("text=left%20pad&size=20&from=0&quality=0.65&popularity=0.98&maintenance=0.5");
    answer("/-/v1/search", 200, found);
    assertThat(call.run("search", "left", "--parseable").out())
        .isEqualTo("left\tA left\t2024-05-06\t1.0.0\tpad\n");
    answer("/-/v1/search", 200, found);
    assertThat(call.run("search", "left", "--searchexclude=/^le/").out())
        .isEqualTo("No matches found for \"left\"\n");
    answer("/-/v1/search", 200, found);
    assertThat(call.run("search", "left", "--json").out()).startsWith("[\n{\"name\":\"left\"");
    assertThat(call.run("search").err()).contains("search must be called with arguments");
  }

  @Test
  void starsAreGivenTakenAndListed() {
    answer("/-/whoami", 200, "{\"username\":\"me\"}");
    answer("/a", 200, "{\"_id\":\"a\",\"_rev\":\"1\",\"users\":{\"you\":true}}");
    answer("/a", 200, "{}");
    assertThat(call.run("star", "a", "--no-unicode").out()).isEqualTo("(*) a\n");
    assertThat(last().body())
        .isEqualTo("{\"_id\":\"a\",\"_rev\":\"1\",\"users\":{\"you\":true,\"me\":true}}");
    answer("/-/_view/starredByUser", 200, "{\"rows\":[{\"value\":\"a\"}]}");
    assertThat(call.run("stars", "you").out()).isEqualTo("a\n");
    assertThat(last().query()).isEqualTo("key=%22you%22");
  }
}
