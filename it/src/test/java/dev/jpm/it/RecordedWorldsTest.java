package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.Folders;
import dev.jpm.testing.RandomWorlds;
import dev.jpm.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * jpm's lockfiles in random worlds are npm's, whose answers were kept as digests. Where one
 * differs, {@code scripts/compare-with-npm shrink SEED} shows what; where worlds are made in a new
 * way, {@code scripts/compare-with-npm record 1 420} keeps new answers.
 */
class RecordedWorldsTest {
  /** A seed and the digest of npm's {@link WorldTranscript} a line. */
  static final Path ANSWERS = Folders.fixture("worlds").resolve("npm-answers.txt");

  private static final List<String> MACHINE = List.of("\"os\": [", "\"cpu\": [", "\"libc\": [");

  @TempDir private Path temp;

  @Test
  void theLockfilesOfRandomWorldsAreNpms() throws IOException, InterruptedException {
    List<String> answers = Files.readAllLines(ANSWERS);
    List<String> different = new ArrayList<>();
    for (String answer : answers) {
      String[] words = answer.split(" ", 2);
      WorldTranscript transcript = transcript(Long.parseLong(words[0]));
      if (transcript.broken() || !transcript.digest().equals(words[1])) {
        different.add("seed " + words[0] + ":\n" + String.join("\n", transcript.parts()));
      }
    }

    assertThat(answers).hasSizeGreaterThan(150);
    assertThat(different).isEmpty();
  }

  private WorldTranscript transcript(long seed) throws InterruptedException {
    World world = RandomWorlds.any(seed);
    Path here = temp.resolve("seed-" + seed);
    try (MockRegistry registry = MockRegistry.start()) {
      world.publishTo(registry);
      Jpm jpm = Jpm.with(here.resolve("home"), registry);
      return WorldTranscript.of(
          world,
          registry,
          here.resolve("jpm/project"),
          (project, words) -> CompareWithNpm.end(jpm.run(project.folder(), words)));
    }
  }

  /** Whether all is soon told there, as nothing is put in place, and the same on every machine. */
  static boolean isOnlyLocked(World world) {
    for (World.Step step : world.steps()) {
      if (step instanceof World.Step.Run run && !run.arguments().contains("--package-lock-only")) {
        return false;
      }
    }
    String text = world.toString();
    return text.contains("\"--libc=") || MACHINE.stream().noneMatch(text::contains);
  }
}
