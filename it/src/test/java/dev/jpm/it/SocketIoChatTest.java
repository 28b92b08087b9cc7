package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.testing.ChromiumPage;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A chat over Socket.IO: browsers and terminals in one room, and somebody in another. */
@Tag("registry")
@ExtendWith(SeedSystemsParameter.class)
class SocketIoChatTest {
  @Test
  void whatIsSaidInARoomIsHeardThereAndNowhereElse(SeedSystems seeds) throws Exception {
    if (seeds.areOutOfReach() || seeds.haveNoBrowser()) {
      return;
    }
    TempProject project = seeds.installed("socketio-chat");
    try (SpawnedCommand server = seeds.jpm().set("PORT", "0").spawn(project, "start")) {
      String address = server.awaitOutput("listening on (http://\\S+)").group(1);
      try (ChromiumPage ann = seeds.open(address + "/?room=tea&name=Ann");
          ChromiumPage bob = seeds.open(address + "/?room=tea&name=Bob");
          SpawnedCommand cid = join(seeds, address, "tea", "Cid");
          SpawnedCommand dee = join(seeds, address, "coffee", "Dee")) {
        ann.waitForText("#status", "in tea");
        bob.waitForText("#status", "in tea");
        cid.awaitOutput("in tea: .*Cid");
        dee.awaitOutput("in coffee: Dee\n");

        say(ann, "one lump?");
        bob.waitForText("#messages", "Ann: one lump?");
        cid.awaitOutput("Ann: one lump\\?");
        say(bob, "two");
        ann.waitForText("#messages", "Bob: two");

        try (SpawnedCommand eve = join(seeds, address, "coffee", "Eve", "good morning")) {
          eve.awaitOutput("in coffee: Dee, Eve\n");
          dee.awaitOutput("\\(Eve came\\)\nEve: good morning\n");
        }
        cid.terminate();
        bob.waitForText("#messages", "(Cid left)");

        // Both have heard something since, so that they would have heard this before.
        assertThat(bob.text("#messages")).doesNotContain("good morning", "Eve");
        dee.terminate();
        assertThat(dee.await().stdout()).doesNotContain("lump", "two", "Cid");
      }
      server.terminate();
      assertThat(server.await().failed(143).stdout()).endsWith("stopped by SIGTERM\n");
    }
  }

  private static void say(ChromiumPage page, String text) {
    page.type("#text", text);
    page.click("button");
  }

  private static SpawnedCommand join(SeedSystems seeds, String... arguments) {
    String[] command = new String[arguments.length + 2];
    command[0] = "run";
    command[1] = "join";
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return seeds.jpm().spawn(seeds.installed("socketio-chat"), command);
  }
}
