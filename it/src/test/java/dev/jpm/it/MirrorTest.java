package dev.jpm.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.Mirror;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jpm mirror serve} before the npm on PATH and jpm itself. */
class MirrorTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern LOGIN_URL = Pattern.compile("http://\\S+/-/login/\\S+");

  private final MockRegistry upstream = MockRegistry.start();

  @TempDir private Path temp;
  private Mirror mirror;
  private Path home;
  private Jpm jpm;

  @BeforeEach
  void serve() throws IOException {
    upstream.publish("dep", "1.0.0").publish("dep", "1.1.0");
    MirrorConfig config =
        MirrorConfig.of(
            new Listen("127.0.0.1", 0), temp.resolve("storage"), URI.create(upstream.url()));
    mirror = Mirror.start(config, InstantSource.system(), line -> {});
    home = Files.createDirectories(temp.resolve("home"));
    jpm =
        Jpm.withDefaults(home)
            .set("npm_config_registry", mirror.url())
            .set("npm_config_runtime", "system")
            .set("PATH", StandInNode.in(temp.resolve("bin")) + ":/usr/bin:/bin");
  }

  @AfterEach
  void stop() {
    mirror.close();
    upstream.close();
  }

  @Test
  void peopleWorkWithItAsWithAnyRegistry() throws Exception {
    TempProject library =
        TempProject.in(temp.resolve("library"))
            .file("index.js", "module.exports = 1\n")
            .file("README.md", "# Library\n");
    logIn(library);
    assertThat(jpm(library, "whoami")).isEqualTo("me\n");

    version(library, "1.0.0");
    assertThat(npm(library, "publish")).contains("+ @own/lib@1.0.0");
    version(library, "1.1.0");
    assertThat(jpm(library, "publish")).contains("+ @own/lib@1.1.0");
    assertThat(jpm.run(library, "publish", "--force").stderr())
        .contains("cannot publish over the previously published versions: 1.1.0");
    assertThat(jpm(library, "dist-tag", "add", "@own/lib@1.0.0", "stable"))
        .isEqualTo("+stable: @own/lib@1.0.0\n");
    jpm(library, "deprecate", "@own/lib@1.0.0", "use 1.1");
    assertThat(jpm(library, "dist-tag", "ls")).isEqualTo("latest: 1.1.0\nstable: 1.0.0\n");
    assertThat(jpm(library, "view", "@own/lib@stable", "deprecated")).contains("use 1.1");
    assertThat(jpm(library, "owner", "ls", "@own/lib")).isEqualTo("me <me@mail.example>\n");
    assertThat(jpm(library, "search", "lib", "--json")).contains("\"@own/lib\"");
    assertThat(jpm(library, "profile", "get", "name")).isEqualTo("me\n");
    jpm.types("wrong horse\nbattery staple\nbattery staple\n");
    assertThat(jpm.run(library, "profile", "set", "password").failed(1).stderr())
        .contains("the current password is not right", "The password that you typed is not right");
    jpm.types("correct horse\nbattery staple\nbattery staple\n");
    assertThat(jpm(library, "profile", "set", "password")).endsWith("Set password\n");
    assertTrustIsGivenAndTakenBack(library);
    assertVersionsWaitForApproval(library);
    String made = jpm(library, "token", "create", "--password=battery staple", "--name=ci");
    assertThat(made).startsWith("Created token jpm_");
    String tokens = jpm(library, "token", "list", "--parseable");
    String key = tokens.lines().filter(line -> line.contains("\tci\t")).findFirst().orElseThrow();
    assertThat(jpm(library, "token", "revoke", key.substring(0, key.indexOf('\t'))))
        .isEqualTo("Removed 1 token\n");

    TempProject app = app();
    npm(app, "install");
    assertThat(app.read("node_modules/@own/lib/index.js")).isEqualTo("module.exports = 1\n");
    assertThat(app.read("package-lock.json")).contains("node_modules/dep", "1.1.0");
    assertThat(npm(app, "audit")).contains("found 0 vulnerabilities");
    assertThat(jpm(app, "ci")).contains("added 2 packages");

    assertThat(jpm(library, "unpublish", "@own/lib@1.0.0")).isEqualTo("- @own/lib@1.0.0\n");
    assertThat(jpm(library, "view", "@own/lib", "versions", "--json")).doesNotContain("1.0.0");
    npm(library, "unpublish", "@own/lib", "--force");
    assertThat(jpm.run(library, "view", "@own/lib").stderr()).contains("E404");
    jpm(library, "logout");
    assertThat(jpm.run(library, "whoami").stderr()).contains("ENEEDAUTH");
  }

  private void assertVersionsWaitForApproval(TempProject library) throws Exception {
    version(library, "1.0.5-beta.1");
    String staged = jpm(library, "stage", "publish", "--tag=beta");
    Matcher id = Pattern.compile("\\(staged with id (\\S+)\\)").matcher(staged);
    assertThat(id.find()).as(staged).isTrue();
    assertThat(npm(library, "stage", "list")).contains(id.group(1), "1.0.5-beta.1");
    assertThat(jpm(library, "stage", "list", "@own/lib")).contains("staged by: me (user)");
    String file = jpm(library, "stage", "download", id.group(1)).strip();
    assertThat(library.has(file)).as(file).isTrue();
    library.remove(file);
    assertThat(jpm(library, "stage", "approve", id.group(1))).contains("approved and published");
    assertThat(jpm(library, "stage", "list")).isEqualTo("No staged packages found.\n");
    jpm(library, "unpublish", "@own/lib@1.0.5-beta.1");
    version(library, "1.1.0");
  }

  private void assertTrustIsGivenAndTakenBack(TempProject library) throws Exception {
    String[] wish = {"trust", "github", "--repo=acme/lib", "--file", "release.yml"};
    assertThat(jpm.run(library, wish).stderr()).contains("permission flag is required");
    String[] allowed = {
      "trust", "github", "--repo=acme/lib", "--file", "release.yml", "--allow-publish", "--yes"
    };
    assertThat(jpm(library, allowed)).contains("repository: acme/lib", "file: release.yml");
    assertThat(npm(library, "trust", "list")).contains("acme/lib", "permissions: publish");
    String told = jpm(library, "trust", "list");
    Matcher id = Pattern.compile("id: (\\S+)").matcher(told);
    assertThat(id.find()).as(told).isTrue();
    jpm(library, "trust", "revoke", "--id=" + id.group(1));
    assertThat(jpm(library, "trust", "list")).contains("No trust configurations found");
    assertThat(jpm.run(library, "pack", "--file=x").stderr()).contains("Unknown flag: --file");
  }

  @Test
  void aProjectThatWasInstalledOnceInstallsWithoutTheUpstream() throws Exception {
    TempProject first = TempProject.in(temp.resolve("first")).file("package.json", DEPENDS);
    jpm(first, "install");
    upstream.close();

    TempProject second =
        TempProject.in(temp.resolve("second"))
            .file("package.json", DEPENDS)
            .file("package-lock.json", first.read("package-lock.json"));
    npm(second, "ci");
    assertThat(second.has("node_modules/dep/package.json")).isTrue();
    TempProject third = TempProject.in(temp.resolve("third")).file("package.json", DEPENDS);
    jpm(third, "install");
    assertThat(third.read("package-lock.json")).contains("dep-1.1.0.tgz");
  }

  private static final String DEPENDS = "{\"dependencies\": {\"dep\": \"^1.0.0\"}}";

  private TempProject app() {
    return TempProject.in(temp.resolve("app"))
        .file(
            "package.json", "{\"dependencies\": {\"@own/lib\": \"^1.0.0\", \"dep\": \"^1.0.0\"}}");
  }

  private static void version(TempProject library, String version) {
    library.file(
        "package.json",
        "{\"name\": \"@own/lib\", \"version\": \"" + version + "\", \"license\": \"MIT\"}");
  }

  /** npm begins a login; a person ends it in a browser. */
  private void logIn(TempProject project) throws Exception {
    ProcessBuilder login =
        new ProcessBuilder("/bin/sh", "-c", "exec npm login --browser=false 2>&1")
            .directory(project.folder().toFile());
    login.environment().clear();
    login.environment().putAll(environment());
    Process npm = login.start();
    try (BufferedReader lines = npm.inputReader(UTF_8)) {
      String page = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher url = LOGIN_URL.matcher(line);
        if (url.find()) {
          page = url.group();
          break;
        }
      }
      HttpRequest form =
          HttpRequest.newBuilder(URI.create(page))
              .POST(
                  BodyPublishers.ofString("name=me&password=correct+horse&email=me%40mail.example"))
              .build();
      try (HttpClient browser = HttpClient.newHttpClient()) {
        HttpResponse<String> done = browser.send(form, BodyHandlers.ofString());
        assertThat(done.body()).contains("Logged in");
      }
      assertThat(lines.lines()).anyMatch(line -> line.contains("Logged in on"));
    }
    assertThat(npm.waitFor()).isZero();
  }

  private String jpm(TempProject project, String... words) {
    CommandResult result = jpm.run(project, words);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return result.stdout();
  }

  private String npm(TempProject project, String... words) throws InterruptedException {
    CommandResult result = tryNpm(project, words);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return result.stdout();
  }

  private CommandResult tryNpm(TempProject project, String... words) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "exec npm \"$@\"", "npm"));
    Collections.addAll(command, words);
    try (SpawnedCommand npm = SpawnedCommand.start(project.folder(), environment(), command)) {
      return npm.await(PATIENCE);
    }
  }

  /** The machine's PATH, for its npm; nothing else of its settings. */
  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", home.toString());
    environment.put("npm_config_registry", mirror.url());
    environment.put("npm_config_cache", temp.resolve("npm-cache").toString());
    environment.put("npm_config_globalconfig", temp.resolve("no-npmrc").toString());
    environment.put("npm_config_update_notifier", "false");
    environment.put("npm_config_progress", "false");
    environment.put("npm_config_fetch_retries", "0");
    return environment;
  }
}
