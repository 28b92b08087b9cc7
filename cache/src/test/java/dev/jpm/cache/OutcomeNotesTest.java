package dev.jpm.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What installs came to, by number. */
class OutcomeNotesTest {
  @TempDir private Path folder;

  @Test
  void whatWasNotedLastIsFound() {
    OutcomeNotes notes = new OutcomeNotes(folder.resolve("outcomes"));
    assertThat(notes.has(-1)).isFalse();
    assertThat(notes.get(-1)).isEmpty();

    notes.put(-1, "first".getBytes(UTF_8));
    notes.put(-1, "second".getBytes(UTF_8));
    notes.put(7, "other".getBytes(UTF_8));

    assertThat(notes.has(-1)).isTrue();
    assertThat(notes.get(-1)).hasValue("second".getBytes(UTF_8));
    assertThat(notes.get(7)).hasValue("other".getBytes(UTF_8));
  }

  @Test
  void ofManyTheOldestGo() throws IOException {
    OutcomeNotes notes = new OutcomeNotes(folder);
    for (int key = 0; key < 70; key++) {
      notes.put(key, new byte[1]);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Instant before = Files.getLastModifiedTime(file).toInstant().minusSeconds(60);
          Files.setLastModifiedTime(file, FileTime.from(before));
        }
      }
    }

    assertThat(notes.has(5)).isFalse();
    assertThat(notes.has(6)).isTrue();
    assertThat(notes.has(69)).isTrue();
  }
}
