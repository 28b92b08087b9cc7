package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import dev.jpm.testing.ChromiumPage;
import dev.jpm.testing.TempProject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A workspace of Angular's command line, built by {@code jpm run build}. */
@Tag("registry")
@ExtendWith(SeedSystemsParameter.class)
class AngularTest {
  @Test
  void theApplicationBuildsAndItsPageWorks(SeedSystems seeds) throws Exception {
    if (seeds.areOutOfReach() || seeds.haveNoBrowser()) {
      return;
    }
    TempProject project = seeds.installed("angular-app");

    seeds.run(project, "run", "build").succeeded();

    Path built = project.path("dist/angular-app/browser");
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer files = SimpleFileServer.createFileServer(anywhere, built, OutputLevel.NONE);
    files.start();
    try (ChromiumPage page = seeds.open("http://127.0.0.1:" + files.getAddress().getPort() + "/")) {
      page.waitForText("[role=status]", "1 to pack");
      assertThat(page.text("ul").lines().map(String::strip))
          .containsExactly("Passport", "Toothbrush");

      page.type("input[type=text]", "Map");
      page.click("form button");
      page.waitForText("ul", "Map");
      page.click("li:nth-child(2) input");
      page.click("li:nth-child(3) input");
      page.waitForText("[role=status]", "Ready");
    } finally {
      files.stop(0);
    }
  }
}
