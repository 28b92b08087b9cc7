package dev.jpm.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresenceTest {
  @TempDir private Path folder;

  @Test
  void whatIsThereIs() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(Presence.at(folder)).isTrue();
    assertThat(Presence.at(file)).isTrue();
  }

  @Test
  void aLinkThatLeadsNowhereIsThere() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));

    assertThat(Presence.at(link)).isTrue();
    assertThat(Presence.at(link.resolve("below"))).isFalse();
  }

  @Test
  void nothingIsNotThere() {
    assertThat(Presence.at(folder.resolve("nothing"))).isFalse();
    assertThat(Presence.at(folder.resolve("nothing/below"))).isFalse();
    assertThat(Presence.at(Path.of("nothing"))).isFalse();
  }
}
