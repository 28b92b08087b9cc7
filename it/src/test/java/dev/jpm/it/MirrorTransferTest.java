package dev.jpm.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.Mirror;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a mirror holds, fetched ahead and taken to where there is no network. */
class MirrorTransferTest {
  /** That somebody states something of pkg:npm/a@1.0.0. */
  private static final String ATTESTED =
      "{\"attestations\":[{\"predicateType\":\"https://slsa.dev/provenance/v1\",\"bundle\":"
          + "{\"dsseEnvelope\":{\"payload\":"
          + "\"eyJzdWJqZWN0IjpbeyJuYW1lIjoicGtnOm5wbS9hQDEuMC4wIn1dfQ==\"}}}]}";

  @TempDir private Path temp;

  @Test
  void aClosureGoesInOneFileToAMirrorWithoutUpstream() throws IOException {
    Path bundle = temp.resolve("bundle.zip");
    Path delta = temp.resolve("delta.zip");
    TempProject app =
        TempProject.in(temp.resolve("app"))
            .file("package.json", "{\"dependencies\": {\"a\": \"^1.0.0\"}}");
    TempProject desk = TempProject.in(temp.resolve("desk"));
    Jpm inside = jpm("http://127.0.0.1:1/");
    String key = run(inside, desk, "mirror", "make-key", "key.pem").strip();
    try (MockRegistry upstream = MockRegistry.start()) {
      upstream
          .signingKey("SHA256:theirs", null)
          .publish(
              "a",
              "1.0.0",
              p ->
                  p.attested(ATTESTED)
                      .dependency("b", "^1.0.0")
                      .field("optionalDependencies", "{\"far\":\"1.0.0\"}"))
          .publish("b", "1.0.0")
          .publish("far", "1.0.0", p -> p.field("os", "[\"aix\"]"))
          .publish("extra", "2.0.0", p -> p.dependency("b", "^1.0.0"))
          .publish("never-asked-for", "1.0.0");
      Jpm outside = jpm(upstream.url());
      run(outside, app, "install", "--omit-lockfile-registry-resolved", "--package-lock-only");

      assertThat(sync(outside, desk, "../app/package-lock.json").stdout())
          .isEqualTo("synced 3 of 3 packages\n");
      assertThat(sync(outside, desk, "--package=extra").stdout())
          .endsWith("synced 2 of 2 packages\n");
      assertThat(sync(outside, desk, "--package=nope").exitCode()).isEqualTo(1);
      String[] export = {"mirror", "export", bundle.toString(), "--sign=key.pem"};
      assertThat(run(outside, desk, export))
          .matches("exported 9 files to .*\nthe bundle is \\w{16}\n");
      upstream.publish("late", "1.0.0");
      sync(outside, desk, "--package=late");
      assertThat(run(outside, desk, "mirror", "export", delta.toString(), "--since=" + bundle))
          .contains("exported 2 files to ", ", 9 were exported before");
    }

    String trust = "--trust=" + key;
    assertThat(imported(inside, desk, bundle, trust)).startsWith("imported 9 files from ");
    assertThat(imported(inside, desk, bundle, trust)).startsWith("imported 0 files from ");
    String[] unsigned = {"mirror", "import", delta.toString(), "--storage=../inside", trust};
    assertThat(inside.run(desk, unsigned).stderr()).contains("EINTEGRITY", "is not signed");
    assertThat(imported(inside, desk, delta)).startsWith("imported 2 files from ");
    desk.file("users", "ann:{SHA}6UJOfiqIYKDTGYp5TpQiLXoQg9I=\nbob:plain\n");
    CommandResult users =
        inside.run(desk, "mirror", "import-users", "users", "--storage=../inside");
    assertThat(users.stdout()).isEqualTo("added 1 user, 0 were here already\n");
    assertThat(users.stderr()).contains("line 2: the password of bob is of no known kind");
    assertThat(users.exitCode()).isEqualTo(1);
    inside.types("too short\nno match\nlong enough\nlong enough\n");
    assertThat(run(inside, desk, "mirror", "add-user", "root", "--storage=../inside"))
        .isEqualTo("added root\n");
    inside.types("long enough\nlong enough\n");
    assertThat(inside.run(desk, "mirror", "add-user", "root", "--storage=../inside").stderr())
        .contains("Cannot add root: the user name is taken");
    try (Mirror mirror = Mirror.start(withoutUpstream(), InstantSource.system(), line -> {})) {
      Jpm there = jpm(mirror.url()).set("npm_config_cache", temp.resolve("cache2").toString());
      assertThat(run(there, app, "ci")).contains("added 2 packages");
      assertThat(app.has("node_modules/b/package.json")).isTrue();
      TempProject other =
          TempProject.in(temp.resolve("other"))
              .file("package.json", "{\"dependencies\": {\"extra\": \"^2.0.0\"}}");
      run(there, other, "install");
      assertThat(other.has("node_modules/extra/package.json")).isTrue();
      assertThat(there.run(other, "view", "never-asked-for").stderr()).contains("E404");
      assertThat(run(there, other, "view", "late", "version")).contains("1.0.0");
      assertThat(told(mirror, "-/npm/v1/keys")).contains("SHA256:theirs");
      assertThat(told(mirror, "-/npm/v1/attestations/a@1.0.0")).isEqualTo(ATTESTED);
    }
  }

  @Test
  void aBundleThatWasTamperedWithIsRefused() throws IOException {
    Path bundle = temp.resolve("bundle.zip");
    TempProject desk = TempProject.in(temp.resolve("desk"));
    try (MockRegistry upstream = MockRegistry.start()) {
      upstream.publish("a", "1.0.0");
      desk.file("mirror.yaml", "upstreams: [{name: up, url: \"%s\"}]".formatted(upstream.url()));
      Jpm configured = jpm("http://127.0.0.1:1/");
      run(configured, desk, "mirror", "sync", "--package=a", "mirror.yaml");
      run(configured, desk, "mirror", "export", bundle.toString(), "mirror.yaml");
    }
    String content = Files.readString(bundle, ISO_8859_1);
    int name = content.indexOf("blobs/") + "blobs/".length();
    char other = content.charAt(name) == '0' ? '1' : '0';
    String tampered = content.substring(0, name) + other + content.substring(name + 1);
    Files.writeString(bundle, tampered, ISO_8859_1);

    Jpm inside = jpm("http://127.0.0.1:1/");
    String[] words = {"mirror", "import", bundle.toString(), "--storage=../inside"};
    assertThat(inside.run(desk, words).stderr()).contains("EINTEGRITY", "is no whole bundle");
    Files.writeString(bundle, "no bundle");
    assertThat(inside.run(desk, words).stderr()).contains("EINTEGRITY", "is no whole bundle");
  }

  private static String told(Mirror mirror, String path) throws IOException {
    try (InputStream in = URI.create(mirror.url() + path).toURL().openStream()) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  private MirrorConfig withoutUpstream() {
    return MirrorConfig.of(
            new Listen("127.0.0.1", 0), temp.resolve("inside"), URI.create("http://127.0.0.1:1/"))
        .with(List.of());
  }

  private Jpm jpm(String registry) throws IOException {
    return Jpm.withDefaults(Files.createDirectories(temp.resolve("home")))
        .set("npm_config_registry", registry)
        .set("npm_config_runtime", "system")
        .set("npm_config_fetch_retries", "0")
        .set("PATH", StandInNode.in(temp.resolve("bin")) + ":/usr/bin:/bin");
  }

  private static CommandResult sync(Jpm jpm, TempProject desk, String what) {
    return jpm.run(desk, "mirror", "sync", what);
  }

  private static String imported(Jpm jpm, TempProject desk, Path bundle, String... more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("mirror", "import", bundle.toString(), "--storage=../inside"));
    words.addAll(List.of(more));
    return run(jpm, desk, words.toArray(String[]::new));
  }

  private static String run(Jpm jpm, TempProject project, String... words) {
    CommandResult result = jpm.run(project, words);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return result.stdout();
  }
}
