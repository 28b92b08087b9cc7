package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an install tells at its end. */
class SummaryTest {
  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void prepare() {
    project = TempProject.in(temp.resolve("project"));
    jpm = Jpm.with(temp.resolve("home"), registry);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void countsWhoLooksForFundingByNameAndVersionAndOnlyWithAPlaceToGo() {
    registry
        .publish("object", "1.0.0", p -> p.field("funding", "{\"url\": \"https://fund.example/\"}"))
        .publish("object", "2.0.0", p -> p.field("funding", "\"http://fund.example/\""))
        .publish(
            "list",
            "1.0.0",
            p ->
                p.field("funding", "[\"https://fund.example/\", {\"url\": \"https://b.example\"}]")
                    .dependency("object", "2.0.0"))
        .publish("nowhere", "1.0.0", p -> p.field("funding", "\"please\""))
        .publish("post", "1.0.0", p -> p.field("funding", "{\"url\": \"mailto:me@b.example\"}"))
        .publish(
            "mixed", "1.0.0", p -> p.field("funding", "[\"https://fund.example/\", \"please\"]"))
        .publish("again", "1.0.0", p -> p.dependency("object", "2.0.0"));
    project.packageJson(p ->
        p.dependency("object", "1.0.0")
            .dependency("list", "*")
            .dependency("nowhere", "*")
            .dependency("post", "*")
            .dependency("mixed", "*")
            .dependency("again", "*"));

    String told = jpm.run(project, "install").succeeded().stdout();

    assertThat(told.replaceFirst(" in \\S+", " in TIME"))
        .isEqualTo(
            """

            added 8 packages in TIME

            3 packages are looking for funding
              run `jpm fund` for details
            """);
    assertThat(jpm.run(project, "install", "--json").stdout()).contains("\"funding\": 3,");
    assertThat(jpm.run(project, "install", "--no-fund", "--json").stdout())
        .contains("\"funding\": 0,");
  }

  @Test
  void tellsOfScriptsThatWereHeldBackAndHowToAllowThem() {
    registry.publish("native", "1.0.0", p -> p.script("install", "make"));
    project.packageJson(p -> p.dependency("native", "*"));

    assertThat(jpm.run(project, "install").succeeded().stderr())
        .isEqualTo(
            """
            jpm warn install-scripts 1 package had install scripts blocked because they are not \
            covered by allowScripts:
            jpm warn install-scripts   native@1.0.0 (install: make)
            jpm warn install-scripts
            jpm warn install-scripts Run `jpm install-scripts ls` to review, or \
            `jpm install-scripts approve <pkg>` to allow.
            """);
    assertThat(jpm.run(project, "ci").succeeded().stderr())
        .contains("native@1.0.0 (install: make)");
    assertThat(jpm.run(project, "install-scripts", "ls").stdout())
        .isEqualTo(
            """
            1 package has install scripts blocked because they are not covered by allowScripts:
              native@1.0.0 (install: make)

            Run `jpm install-scripts approve <pkg>` to allow, or `jpm install-scripts deny <pkg>` \
            to deny.
            """);
    assertThat(jpm.run(project, "approve-scripts", "native").stdout())
        .isEqualTo(
            """
            Approved native:
              added native@1.0.0
            """);
    assertThat(jpm.run(project, "approve-scripts", "native").stdout())
        .isEqualTo("Nothing to approve; allowScripts unchanged.\n");
  }

  @Test
  void timingIsToldOnStandardErrorAndLeavesTheResultAlone() {
    registry.publish("a", "1.0.0", p -> p.dependency("b", "1.0.0")).publish("b", "1.0.0");
    project.packageJson(p -> p.dependency("a", "1.0.0"));

    CommandResult first = jpm.run(project, "install", "--timing", "--json").succeeded();
    assertThat(first.stdout()).startsWith("{").doesNotContain("requests");
    assertThat(words(first.stderr()))
        .contains("requests 4", "packages fetched 2", "packages linked 2", "files linked 4")
        .anyMatch(line -> line.matches("resolve \\d+ ms"))
        .anyMatch(line -> line.matches("total \\d+ ms"));

    CommandResult again = jpm.run(project, "ci", "--timing").succeeded();
    assertThat(words(again.stderr()))
        .contains("requests 0", "packages fetched 0", "packages from the store 2");
  }

  private static List<String> words(String table) {
    return table.lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
  }
}
