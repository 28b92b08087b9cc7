package dev.jpm.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFilesTest {
  @TempDir private Path temp;

  @Test
  void whatIsWrittenAfterwardsDoesNotReachTheOtherName() throws IOException {
    Path stored = Files.writeString(temp.resolve("stored"), "original");
    Path folder = Files.createDirectories(temp.resolve("package/lib"));
    Files.createLink(folder.resolve("file"), stored);

    OwnFiles.make(temp.resolve("package"));
    Files.writeString(folder.resolve("file"), "edited");

    assertThat(stored).hasContent("original");
    assertThat(Folders.entries(folder)).hasSize(1);
  }

  @Test
  void nestedPackagesAreLeftAlone() throws IOException {
    Path stored = Files.writeString(temp.resolve("stored"), "original");
    Path nested = Files.createDirectories(temp.resolve("package/node_modules/nested"));
    Files.createLink(nested.resolve("file"), stored);

    OwnFiles.make(temp.resolve("package"));

    assertThat(Files.isSameFile(nested.resolve("file"), stored)).isTrue();
  }
}
