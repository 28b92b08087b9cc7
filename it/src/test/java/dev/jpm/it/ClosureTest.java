package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.Mirror;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.Folders;
import dev.jpm.testing.Law;
import dev.jpm.testing.TempProject;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installs from a mirror that tells at once all that they will choose from. */
class ClosureTest {
  /** {@code -Dlaws=500} tries more. */
  private static final int WORLDS = Integer.getInteger("laws", 25);

  private static final int PACKAGES = 12;

  @TempDir private Path temp;

  @Test
  void anInstallFromOneAnswerIsThatFromAllDocuments() {
    AtomicInteger answered = new AtomicInteger();
    Law.holds(
        7000,
        WORLDS,
        PACKAGES,
        world -> {
          try (Here here = Here.in(temp.resolve("world"))) {
            world.publishTo(here.upstream);
            TempProject one = world.writeTo(here.folder.resolve("one/project"));
            TempProject other = world.writeTo(here.folder.resolve("other/project"));

            CommandResult alone = here.jpm("one", "never").run(one, "install");
            CommandResult told = here.jpm("other", "always").run(other, "install");

            assertThat(Jpm.codeOf(told)).isEqualTo(Jpm.codeOf(alone));
            assertThat(lockfile(other)).isEqualTo(lockfile(one));
            answered.addAndGet(here.asked().contains(Here.CLOSURE) ? 1 : 0);
          } finally {
            Folders.remove(temp.resolve("world"));
          }
        });
    assertThat(answered).hasValueGreaterThan(WORLDS / 2);
  }

  @Test
  void theSecondInstallFromAMirrorAsksForNoDocument() {
    try (Here here = Here.in(temp.resolve("here"))) {
      here.upstream
          .publish("a", "1.0.0", release -> release.dependency("b", "^1.0.0"))
          .publish("a", "2.0.0")
          .publish("b", "1.0.0")
          .publish("b", "1.1.0", release -> release.dependency("@s/c", "next"))
          .publish("@s/c", "0.1.0")
          .tag("@s/c", "next", "0.1.0");
      Jpm jpm = here.jpm("home", "auto");
      TempProject first = project(here, "first");
      jpm.run(first, "install").succeeded();
      assertThat(here.asked()).contains("GET /a", "GET /b").doesNotContain(Here.CLOSURE);

      here.log.clear();
      TempProject second = project(here, "second");
      jpm.run(second, "install").succeeded();

      assertThat(here.asked()).containsExactly(Here.CLOSURE);
      assertThat(lockfile(second)).isEqualTo(lockfile(first));
      assertThat(second.has("node_modules/@s/c/package.json")).isTrue();
    }
  }

  @Test
  void aRegistryThatTellsNothingAtOnceIsAskedAsEver() {
    try (Here here = Here.in(temp.resolve("here"))) {
      here.upstream.publish("a", "1.0.0");
      TempProject project = project(here, "project");

      Jpm.with(temp.resolve("home"), here.upstream)
          .set("npm_config_fetch_closure", "always")
          .run(project, "install")
          .succeeded();

      assertThat(project.has("node_modules/a/package.json")).isTrue();
      assertThat(here.upstream.requests().count("/-/jpm/v1/closure")).isOne();
    }
  }

  @Test
  void whatAnotherRegistryIsAskedForIsNobodyElsesBusiness() {
    try (Here here = Here.in(temp.resolve("here"));
        MockRegistry other = MockRegistry.start()) {
      here.upstream.publish("a", "1.0.0").publish("@corp/secret", "9.0.0");
      other.publish("@corp/secret", "1.0.0");
      TempProject project =
          TempProject.in(here.folder.resolve("project"))
              .file(
                  "package.json",
                  "{\"dependencies\": {\"a\": \"^1.0.0\", \"@corp/secret\": \"*\"}}")
              .file(".npmrc", "@corp:registry=" + other.url());

      here.jpm("home", "always").run(project, "install").succeeded();

      assertThat(lockfile(project)).contains("secret-1.0.0.tgz");
      assertThat(here.asked()).containsExactly(Here.CLOSURE);
      assertThat(here.upstream.requests().matching("/@corp*")).isEmpty();
    }
  }

  private static TempProject project(Here here, String name) {
    return TempProject.in(here.folder.resolve(name).resolve("project"))
        .file("package.json", "{\"dependencies\": {\"a\": \"^1.0.0\"}}");
  }

  private static String lockfile(TempProject project) {
    return project.has("package-lock.json") ? project.read("package-lock.json") : "";
  }

  /** A mirror before a registry, and who asks it. */
  private record Here(MockRegistry upstream, Mirror mirror, Path folder, Queue<String> log)
      implements AutoCloseable {
    static final String CLOSURE = "POST /-/jpm/v1/closure";

    static Here in(Path folder) {
      MockRegistry upstream = MockRegistry.start();
      Queue<String> log = new ConcurrentLinkedQueue<>();
      MirrorConfig config =
          MirrorConfig.of(
              new Listen("127.0.0.1", 0), folder.resolve("storage"), URI.create(upstream.url()));
      return new Here(
          upstream, Mirror.start(config, InstantSource.system(), log::add), folder, log);
    }

    Jpm jpm(String home, String closure) {
      return Jpm.withDefaults(folder.resolve(home))
          .set("npm_config_registry", mirror.url())
          .set("npm_config_runtime", "system")
          .set("npm_config_ignore_scripts", "true")
          .set("npm_config_fetch_closure", closure);
    }

    /** What was asked for that is no tarball, once each. */
    List<String> asked() {
      return log.stream()
          .map(LINE::matcher)
          .filter(java.util.regex.Matcher::find)
          .map(line -> line.group(1) + " " + line.group(2))
          .filter(line -> !line.endsWith(".tgz"))
          .distinct()
          .sorted()
          .toList();
    }

    private static final java.util.regex.Pattern LINE =
        java.util.regex.Pattern.compile("\"method\":\"(\\w+)\".*\"path\":\"([^\"]*)\"");

    @Override
    public void close() {
      mirror.close();
      upstream.close();
    }
  }
}
