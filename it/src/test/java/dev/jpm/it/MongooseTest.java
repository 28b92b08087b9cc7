package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Mongoose against a server in this process that speaks MongoDB's protocol. It is not mongod: what
 * is shown is that Mongoose and its driver work under jpm, not that MongoDB does.
 */
@Tag("registry")
@ExtendWith(SeedSystemsParameter.class)
class MongooseTest {
  /** As MongoDB 5 tells it: the server's own constant has an older protocol, refused by now. */
  private record Version5() implements MongoVersion {
    @Override
    public List<Integer> getVersionArray() {
      return List.of(5, 0, 0, 0);
    }

    @Override
    public int getWireVersion() {
      return 13;
    }
  }

  @Test
  void documentsAreCreatedValidatedPopulatedAndAggregated(SeedSystems seeds) throws Exception {
    if (seeds.areOutOfReach()) {
      return;
    }
    TempProject project = seeds.installed("mongoose-library");
    MongoServer mongo = new MongoServer(new MemoryBackend().version(new Version5()));
    try {
      Jpm jpm = seeds.jpm().set("MONGODB_URI", mongo.bindAndGetConnectionString() + "/library");
      try (SpawnedCommand story = jpm.spawn(project, "run", "-s", "start")) {
        tells(story.await().succeeded());
      }
    } finally {
      mongo.shutdownNow();
    }
  }

  private static void tells(CommandResult story) {
    String found = story.stdout().replaceAll("\\s+", " ");
    assertThat(found)
        .startsWith("{ \"born\": 1819, \"refused\": { \"author\": { \"kind\": \"required\",")
        .contains(
            "\"year\": { \"kind\": \"user defined\",",
            "\"genre\": { \"kind\": \"enum\",",
            "\"pages\": { \"kind\": \"min\", \"message\": \"a book has pages\" }",
            "\"twice\": { \"duplicate\": true }",
            "[ \"Silas Marner by George Eliot (19th century)\", \"Middlemarch by George Eliot",
            "{ \"author\": \"George Eliot\", \"books\": 2, \"pages\": 1056 }")
        .endsWith("\"pages\": 346, \"deletedCount\": 1, \"left\": 3 } ");
  }
}
