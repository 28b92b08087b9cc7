package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.Folders;
import dev.jpm.testing.Law;
import dev.jpm.testing.TempProject;
import dev.jpm.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What holds of every install, in worlds made at random. */
class InstallLawsTest {
  /** {@code -Dlaws=500} tries more. */
  private static final int WORLDS = Integer.getInteger("laws", 30);

  private static final int PACKAGES = 12;
  private static final String TOLD = "overriding peer dependency";

  @TempDir private Path temp;

  @Test
  void whatIsInstalledCanBeInstalledCleanly() {
    holds(
        1020,
        here -> {
          CommandResult installed = here.install("project");
          if (installed.exitCode() != 0) {
            return;
          }
          TempProject project = here.project("project");
          String lock = project.read("package-lock.json");
          String hidden = hiddenLockfile(project);

          here.jpm("project").run(project, "ci").succeeded();

          assertThat(project.read("package-lock.json")).isEqualTo(lock);
          assertThat(hiddenLockfile(project)).isEqualTo(hidden);
        });
  }

  @Test
  void theSameInputGivesTheSameBytes() {
    holds(
        2000,
        here -> {
          CommandResult one = here.install("one");
          CommandResult other = here.install("other");

          assertThat(Jpm.codeOf(other)).isEqualTo(Jpm.codeOf(one));
          assertSame(here.project("one"), here.project("other"));
        });
  }

  @Test
  void aFailedInstallLeavesTheProjectAsItWas() {
    holds(
        3000,
        here -> {
          TempProject project = here.write("project");
          var before = project.tree(".");
          CommandResult result = here.jpm("project").run(project, "install");
          if (result.exitCode() != 0) {
            assertThat(project.tree(".").changedSince(before)).isEmpty();
            assertThat(Jpm.codeOf(result)).isNotIn("", "EINTERNAL");
          }
        });
  }

  @Test
  void aPackageThatNobodyKnowsChangesNothingElse() {
    holds(
        4140,
        here -> {
          here.registry.publish("zz-unrelated", "1.0.0");
          if (here.install("without").exitCode() != 0) {
            return;
          }
          TempProject with = here.write("with");
          ObjectNode json = (ObjectNode) parse(with.read("package.json"));
          json.withObjectProperty("dependencies").put("zz-unrelated", "1.0.0");
          with.file("package.json", json.toString());
          here.jpm("with").run(with, "install").succeeded();

          assertThat(packages(with)).isEqualTo(packages(here.project("without")));
        });
  }

  @Test
  void everyEdgeIsSatisfiedOrTold() {
    holds(
        5000,
        here -> {
          CommandResult installed = here.install("project");
          if (installed.exitCode() != 0) {
            return;
          }
          TempProject project = here.project("project");
          String unmet =
              project.has("package-lock.json")
                  ? UnmetEdges.firstIn(project.read("package-lock.json"))
                  : "";
          if (!unmet.isEmpty()) {
            assertThat(installed.stderr()).as(unmet).contains(TOLD);
          }
        });
  }

  @Test
  void theOrderInWhichAnswersComeDoesNotMatter() {
    holds(
        6000,
        here -> {
          CommandResult quick = here.install("quick");
          Random random = new Random(here.world.hashCode());
          for (String name : here.world.packages().keySet()) {
            here.registry.fail("/" + name, Fault.delay(Duration.ofMillis(random.nextInt(12))));
          }
          CommandResult late = here.install("late");

          assertThat(Jpm.codeOf(late)).isEqualTo(Jpm.codeOf(quick));
          assertSame(here.project("quick"), here.project("late"));
        });
  }

  private static void assertSame(TempProject one, TempProject other) {
    for (String file : new String[] {"package-lock.json", "node_modules/.package-lock.json"}) {
      assertThat(other.has(file)).as(file).isEqualTo(one.has(file));
      if (one.has(file)) {
        assertThat(other.read(file)).isEqualTo(one.read(file));
      }
    }
  }

  private static String hiddenLockfile(TempProject project) {
    String file = "node_modules/.package-lock.json";
    return project.has(file) ? project.read(file) : "";
  }

  private static JsonNode parse(String text) {
    return JsonMapper.shared().readTree(text);
  }

  /** All of a lockfile's packages but the root and the one that nobody knows. */
  private static String packages(TempProject project) {
    if (!project.has("package-lock.json")) {
      return "{}";
    }
    ObjectNode packages = (ObjectNode) parse(project.read("package-lock.json")).path("packages");
    packages.remove("");
    packages.remove("node_modules/zz-unrelated");
    return packages.toPrettyString();
  }

  private interface Statement {
    void check(Here here);
  }

  private void holds(long firstSeed, Statement statement) {
    Law.holds(
        firstSeed,
        WORLDS,
        PACKAGES,
        world -> {
          Path folder = temp.resolve("world");
          try (MockRegistry registry = MockRegistry.start()) {
            world.publishTo(registry);
            statement.check(new Here(world, registry, folder));
          } finally {
            Folders.remove(folder);
          }
        });
  }

  /** A world with its registry, and projects of it by name, each with a home of its own. */
  private record Here(World world, MockRegistry registry, Path folder) {
    Jpm jpm(String name) {
      return Jpm.with(folder.resolve(name + "-home"), registry)
          .set("npm_config_ignore_scripts", "true");
    }

    TempProject project(String name) {
      return TempProject.in(folder.resolve(name).resolve("project"));
    }

    TempProject write(String name) {
      return world.writeTo(folder.resolve(name).resolve("project"));
    }

    CommandResult install(String name) {
      return jpm(name).run(write(name), "install");
    }
  }
}
