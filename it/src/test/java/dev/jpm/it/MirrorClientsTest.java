package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.Mirror;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.runtime.RuntimeTable;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The package managers that people use, before a mirror: each logs in, publishes, installs and does
 * what else it can. They are packages themselves, installed by jpm from the registry that is
 * configured by default; where that cannot be reached, a plain line says so.
 */
@Tag("registry")
class MirrorClientsTest {
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
  private static final String CPU =
      System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
  private static final String BUN_CPU = CPU.equals("x64") ? "x64" : "aarch64";

  @TempDir private static Path temp;
  private static boolean outOfReach;
  private static MockRegistry upstream;
  private static Mirror mirror;
  private static Path modules;

  @BeforeAll
  static void start() throws Exception {
    upstream =
        MockRegistry.start()
            .publish("dep", "1.0.0")
            .publish("dep", "1.1.0")
            .advise("dep", advice -> advice.id(7).title("bad dep").vulnerable("<2.0.0"));
    mirror =
        Mirror.start(
            MirrorConfig.of(
                new Listen("127.0.0.1", 0), temp.resolve("storage"), URI.create(upstream.url())),
            InstantSource.system(),
            _ -> {});
    outOfReach = PublicRegistry.isOutOfReach();
    modules = temp.resolve("clients/node_modules");
    if (!outOfReach) {
      TempProject clients =
          TempProject.in(temp.resolve("clients"))
              .file(
                  "package.json",
                  """
                  {"dependencies": {
                    "npm11": "npm:npm@11", "npm12": "npm:npm@12", "@yarnpkg/cli-dist": "4",
                    "@pnpm/exe.linux-%s": "12.21.0", "@oven/bun-linux-%s": "1.4.5",
                    "node-linux-%s": "%s"}}
                  """
                      .formatted(CPU, BUN_CPU, CPU, RuntimeTable.VERSION));
      Jpm.withDefaults(temp.resolve("home")).run(clients, "install", "--omit=optional").succeeded();
    }
  }

  @AfterAll
  static void stop() {
    mirror.close();
    upstream.close();
  }

  @Test
  void npm11() throws Exception {
    npm("npm11");
    if (!outOfReach) {
      Client npm = new Client("npm11", node("npm11/bin/npm-cli.js"), "npm_");
      assertThat(npm.run("team", "create", "@npm11:devs").stdout()).isEqualTo("+@npm11:devs\n");
      npm.run("access", "grant", "read-only", "npm11:devs", npm.name());
      assertThat(npm.run("access", "set", "status=private", npm.name()).stdout())
          .isEqualTo(npm.name() + ": private\n");
      assertThat(npm.run("access", "list", "packages", "npm11:devs").stdout())
          .isEqualTo(npm.name() + ": read-only\n");
      npm.assertHidden();
    }
  }

  @Test
  void npm12() throws Exception {
    npm("npm12");
  }

  private static void npm(String version) throws Exception {
    if (outOfReach) {
      return;
    }
    Client npm = new Client(version, node(version + "/bin/npm-cli.js"), "npm_");
    npm.logInByBrowser();
    assertThat(npm.run("whoami").stdout()).isEqualTo(version + "\n");
    npm.publishTwice("publish");
    npm.run("dist-tag", "add", npm.name() + "@1.0.0", "stable");
    npm.run("deprecate", npm.name() + "@1.0.0", "use 1.1");
    assertThat(npm.run("search", version).stdout()).contains(npm.name());
    npm.assertPublished("\"stable\":\"1.0.0\"", "\"deprecated\":\"use 1.1\"");
    npm.installs("install", npm.name() + "@1.1", "dep@1.0.0");
    assertThat(npm.tried("audit").stdout()).contains("bad dep");
    npm.run("unpublish", npm.name() + "@1.0.0");
    npm.assertGone();
  }

  @Test
  void pnpm12() throws Exception {
    if (outOfReach) {
      return;
    }
    Path program = modules.resolve("@pnpm/exe.linux-" + CPU + "/pnpm");
    Client pnpm = new Client("pnpm", List.of(program.toString()), "pnpm_");
    pnpm.logInWithToken();
    assertThat(pnpm.run("whoami").stdout()).contains("pnpm");
    pnpm.publishTwice("publish --no-git-checks");
    pnpm.run("dist-tag", "add", pnpm.name() + "@1.0.0", "stable");
    pnpm.run("deprecate", pnpm.name() + "@1.0.0", "use 1.1");
    assertThat(pnpm.run("search", "pnpm").stdout()).contains(pnpm.name());
    pnpm.assertPublished("\"stable\":\"1.0.0\"", "\"deprecated\":\"use 1.1\"");
    pnpm.installs("add", pnpm.name() + "@1.1", "dep@1.0.0");
    assertThat(pnpm.tried("audit").stdout()).contains("bad dep");
    pnpm.run("unpublish", pnpm.name() + "@1.0.0");
    pnpm.assertGone();
  }

  @Test
  void bun() throws Exception {
    if (outOfReach) {
      return;
    }
    Path program = modules.resolve("@oven/bun-linux-" + BUN_CPU + "/bin/bun");
    Client bun = new Client("bun", List.of(program.toString()), "npm_");
    bun.logInWithToken();
    assertThat(bun.run("pm", "whoami").stdout()).contains("bun");
    bun.publishTwice("publish --tag=stable");
    bun.assertPublished("\"stable\":\"1.1.0\"");
    bun.installs("add", bun.name() + "@1.1", "dep@1.0.0");
    assertThat(bun.tried("audit").stdout()).contains("bad dep");
  }

  @Test
  void yarn4() throws Exception {
    if (outOfReach) {
      return;
    }
    Client yarn = new Client("yarn", node("@yarnpkg/cli-dist/bin/yarn.js"), "npm_");
    String token = yarn.logInWithToken();
    yarn.home(
        ".yarnrc.yml",
        """
        npmRegistryServer: "%s"
        npmAuthToken: "%s"
        unsafeHttpWhitelist: ["127.0.0.1"]
        enableTelemetry: false
        enableGlobalCache: false
        nodeLinker: node-modules
        npmMinimalAgeGate: 0
        npmPublishAccess: public
        """
            .formatted(mirror.url(), token));
    assertThat(yarn.run("npm", "whoami").stdout()).contains("yarn");
    yarn.project().file("yarn.lock", "");
    yarn.publishTwice("install", "npm publish");
    yarn.run("npm", "tag", "add", yarn.name() + "@1.0.0", "stable");
    yarn.assertPublished("\"stable\":\"1.0.0\"");
    yarn.installs("add", yarn.name() + "@1.1", "dep@1.0.0");
    assertThat(yarn.tried("npm", "audit", "--all").stdout()).contains("bad dep");
  }

  private static List<String> node(String script) {
    Path node = modules.resolve("node-linux-" + CPU + "/bin/node");
    return List.of(node.toString(), modules.resolve(script).toString());
  }

  /** A package manager with a home and a project of its own. */
  private record Client(String person, List<String> command, String prefix) {
    String name() {
      return "@" + person + "/lib";
    }

    TempProject project() {
      return TempProject.in(temp.resolve(person + "/project"));
    }

    void home(String file, String text) throws IOException {
      Files.writeString(Files.createDirectories(temp.resolve(person)).resolve(file), text);
    }

    /** The client begins a login; a person ends it on the mirror's page. */
    void logInByBrowser() throws Exception {
      List<String> both = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\" 2>&1", "sh"));
      both.addAll(command);
      Collections.addAll(both, "login", "--browser=false");
      Path folder = project().file("package.json", "{}").folder();
      try (SpawnedCommand login = SpawnedCommand.start(folder, environment(), both)) {
        String page = login.awaitOutput("(http://\\S+/-/login/\\S+)").group(1);
        String form = "name=" + person + "&password=correct+horse&email=a%40mail.example";
        send(HttpRequest.newBuilder(URI.create(page)).POST(BodyPublishers.ofString(form)));
        assertThat(login.await().stdout()).contains("Logged in on");
      }
    }

    String logInWithToken() throws Exception {
      String user = "-/user/org.couchdb.user:" + person;
      String body = "{\"name\": \"%s\", \"password\": \"correct horse\"}".formatted(person);
      Matcher token =
          TOKEN.matcher(
              send(
                  HttpRequest.newBuilder(URI.create(mirror.url() + user))
                      .PUT(BodyPublishers.ofString(body))));
      assertThat(token.find()).isTrue();
      String host = mirror.url().substring("http:".length());
      home(
          ".npmrc",
          "registry=%s\n%s:_authToken=%s\n".formatted(mirror.url(), host, token.group(1)));
      project().file("package.json", "{}");
      return token.group(1);
    }

    void publishTwice(String... commands) throws Exception {
      for (String version : List.of("1.0.0", "1.1.0")) {
        project()
            .file("index.js", "module.exports = 1\n")
            .file(
                "package.json",
                "{\"name\": \"%s\", \"version\": \"%s\"}".formatted(name(), version));
        for (String command : commands) {
          run(command.split(" ", -1));
        }
      }
      assertPublished("\"1.0.0\":{", "\"1.1.0\":{", "\"latest\":");
    }

    void assertPublished(String... parts) throws Exception {
      assertThat(document()).contains(parts);
    }

    void assertGone() throws Exception {
      assertThat(document()).contains("\"1.1.0\":{").doesNotContain("\"1.0.0\":{");
    }

    void assertHidden() throws Exception {
      assertThat(document()).contains("Not found");
    }

    private String document() throws Exception {
      return send(HttpRequest.newBuilder(URI.create(mirror.url() + name())));
    }

    void installs(String... words) throws Exception {
      TempProject app =
          project().file("package.json", "{\"name\": \"app\", \"version\": \"1.0.0\"}");
      run(words);
      assertThat(app.read("node_modules/" + name() + "/index.js")).contains("module.exports");
      assertThat(app.read("node_modules/dep/package.json")).contains("1.0.0");
    }

    CommandResult run(String... words) throws Exception {
      return tried(words).succeeded();
    }

    CommandResult tried(String... words) throws Exception {
      List<String> all = new ArrayList<>(command);
      Collections.addAll(all, words);
      try (SpawnedCommand client = SpawnedCommand.start(project().folder(), environment(), all)) {
        return client.await();
      }
    }

    private Map<String, String> environment() {
      Map<String, String> environment = new TreeMap<>();
      Path node = modules.resolve("node-linux-" + CPU + "/bin");
      environment.put("PATH", node + ":/usr/bin:/bin");
      environment.put("HOME", temp.resolve(person).toString());
      environment.put(prefix + "config_registry", mirror.url());
      environment.put("npm_config_registry", mirror.url());
      environment.put("npm_config_globalconfig", temp.resolve("no-npmrc").toString());
      environment.put("npm_config_update_notifier", "false");
      environment.put("pnpm_config_minimum_release_age", "0");
      environment.put("YARN_ENABLE_IMMUTABLE_INSTALLS", "false");
      environment.put("NO_COLOR", "1");
      environment.put("CI", "1");
      return environment;
    }
  }

  private static String send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString()).body();
    }
  }
}
