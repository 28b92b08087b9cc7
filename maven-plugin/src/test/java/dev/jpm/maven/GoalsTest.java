package dev.jpm.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.registrymock.MockRegistry;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals, set as Maven sets them: by their fields. */
class GoalsTest {
  @TempDir private Path temp;
  private final List<String> told = new ArrayList<>();

  @Test
  void installsRunsAndAudits() throws Exception {
    try (MockRegistry registry = MockRegistry.start()) {
      registry.publish("a", "1.0.0");
      project(registry);

      goal(new InstallMojo(), List.of()).execute();
      assertThat(temp.resolve("node_modules/a/package.json")).exists();

      RunMojo run = goal(new RunMojo(), List.of("--if-present"));
      set(run, "script", "absent");
      run.execute();
      set(run, "arguments", List.of());
      assertThatThrownBy(run::execute)
          .isInstanceOf(MojoFailureException.class)
          .hasMessage("jpm run failed with exit code 1");
      assertThat(told).anySatisfy(line -> assertThat(line).contains("Missing script: \"absent\""));

      goal(new AuditMojo(), List.of("--report=junit=reports/jpm.xml")).execute();
      assertThat(temp.resolve("reports/jpm-lockfile.xml")).exists();
      assertThat(temp.resolve("reports/jpm-advisories.xml")).exists();

      goal(new AuditMojo(), List.of()).execute();
      assertThat(told).contains("found 0 vulnerabilities");
      registry.advise("a", advice -> advice.vulnerable("*"));
      assertThatThrownBy(goal(new AuditMojo(), List.of())::execute)
          .isInstanceOf(MojoFailureException.class)
          .hasMessage("jpm audit: advisories found something");

      AuditMojo lenient = goal(new AuditMojo(), List.of());
      set(lenient, "failOnFindings", false);
      lenient.execute();
      set(lenient, "arguments", List.of("--offline"));
      assertThatThrownBy(lenient::execute).hasMessage("jpm audit: advisories ended with 3");

      Files.delete(temp.resolve("package-lock.json"));
      InstallMojo clean = goal(new InstallMojo(), List.of());
      set(clean, "clean", true);
      assertThatThrownBy(clean::execute).hasMessage("jpm ci failed with exit code 1");
      set(clean, "skip", true);
      clean.execute();
    }
  }

  private void project(MockRegistry registry) throws IOException {
    Files.writeString(temp.resolve("package.json"), "{\"dependencies\":{\"a\":\"^1.0.0\"}}");
    Files.writeString(
        temp.resolve(".npmrc"),
        "registry=" + registry.url() + "\ncache=" + temp.resolve("cache") + "\nruntime=system\n");
  }

  private <T extends JpmMojo> T goal(T goal, List<String> arguments) throws Exception {
    set(goal, "directory", temp.toFile());
    set(goal, "arguments", arguments);
    goal.setLog(
        new SystemStreamLog() {
          @Override
          public void info(CharSequence content) {
            told.add(content.toString());
          }

          @Override
          public void warn(CharSequence content) {
            told.add(content.toString());
          }
        });
    return goal;
  }

  private static void set(JpmMojo goal, String name, Object value) throws Exception {
    Class<?> type = goal.getClass();
    while (true) {
      try {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        field.set(goal, value);
        return;
      } catch (NoSuchFieldException e) {
        type = type.getSuperclass();
      }
    }
  }
}
