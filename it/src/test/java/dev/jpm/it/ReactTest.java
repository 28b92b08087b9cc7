package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.testing.ChromiumPage;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** React with Vite: edited while it is looked at, and rendered by a server. */
@Tag("registry")
@ExtendWith(SeedSystemsParameter.class)
class ReactTest {
  @Test
  void anEditIsSeenWithoutLosingWhatWasTyped(SeedSystems seeds) throws Exception {
    if (seeds.areOutOfReach() || seeds.haveNoBrowser()) {
      return;
    }
    TempProject project = seeds.installed("react-vite");
    String source = project.read("src/App.jsx");
    try (SpawnedCommand server = seeds.jpm().spawn(project, "run", "dev")) {
      String address = server.awaitOutput("Local: +(http://\\S+/)").group(1);
      try (ChromiumPage page = seeds.open(address)) {
        page.waitForText("h1", "Tasks");
        page.type("input[name=title]", "Deploy");
        page.click("form button");
        page.waitForText("ul", "Deploy");
        page.evaluate("window.neverReloaded = true");

        project.file("src/App.jsx", source.replace("<h1>Tasks</h1>", "<h1>Chores</h1>"));

        page.waitForText("h1", "Chores");
        assertThat(page.text("ul")).contains("Deploy");
        assertThat(page.evaluate("window.neverReloaded")).isEqualTo("true");
      }
    } finally {
      project.file("src/App.jsx", source);
    }
  }

  @Test
  void theServerRendersThePageAndTheBrowserTakesItOver(SeedSystems seeds) throws Exception {
    if (seeds.areOutOfReach() || seeds.haveNoBrowser()) {
      return;
    }
    TempProject project = seeds.installed("react-vite");

    seeds.run(project, "run", "--sequential", "build", "build:server").succeeded();
    try (SpawnedCommand server = seeds.jpm().set("PORT", "0").spawn(project, "run", "serve")) {
      String address = server.awaitOutput("listening on (http://\\S+)").group(1);
      try (ChromiumPage page = seeds.open(address)) {
        String sent = page.evaluate("fetch('/').then(answer => answer.text())");
        assertThat(sent).contains("<main><h1>Tasks</h1><ul><li>");
        // A server's markup does nothing when clicked; the browser's React adds the task.
        page.waitFor(
            "Object.keys(document.querySelector('form')).some(k => k.startsWith('__react'))");
        page.type("input[name=title]", "Ship");
        page.click("form button");
        page.waitForText("ul", "Ship");
      }
    }
  }
}
