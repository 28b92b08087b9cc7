package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.testing.ChromiumPage;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A workspace of a front end, an API and what both share, built and run by {@code jpm run}. */
@Tag("registry")
@ExtendWith(SeedSystemsParameter.class)
class FullStackTest {
  @Test
  void thePageThatWasBuiltWorksWithTheApi(SeedSystems seeds) throws Exception {
    if (seeds.areOutOfReach() || seeds.haveNoBrowser()) {
      return;
    }
    TempProject project = seeds.installed("full-stack");

    seeds.run(project, "run", "build", "test", "--parallel").succeeded();
    try (SpawnedCommand server = seeds.jpm().set("PORT", "0").spawn(project, "start")) {
      String address = server.awaitOutput("listening on (http://\\S+)").group(1);
      try (ChromiumPage page = seeds.open(address)) {
        page.type("input", " ");
        page.click("#add");
        page.waitForText("[role=alert]", "an item needs a name");

        add(page, "tea");
        add(page, "milk");
        page.click(".open button");
        page.waitForText(".bought", "milk");

        page.reload();
        page.waitForText(".bought", "milk");
        assertThat(page.text("ul").lines()).containsExactly("teaBought", "milk");
      }
    }
  }

  private static void add(ChromiumPage page, String name) {
    page.evaluate("document.querySelector('form').reset()");
    page.type("input", name);
    page.click("#add");
    page.waitForText("ul", name);
  }
}
