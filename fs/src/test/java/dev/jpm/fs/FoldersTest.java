package dev.jpm.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  @TempDir Path folder;

  @Test
  void aTreeIsRemovedWithAllBelow() throws IOException {
    Path top = folder.resolve("top");
    for (int i = 0; i < 200; i++) {
      Path deep = top.resolve("d" + i % 5 + "/e" + i % 3 + "/f");
      Files.createDirectories(deep);
      Files.writeString(deep.resolve("file" + i), "x");
    }
    Files.createDirectory(top.resolve("empty"));

    assertThat(Folders.remove(top)).isTrue();
    assertThat(folder).isEmptyDirectory();
    assertThat(Folders.remove(top)).isFalse();
  }

  @Test
  void linksAreRemovedNotFollowed() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "x");
    Path top = folder.resolve("top");
    Files.createDirectories(top.resolve("inner"));
    Files.createSymbolicLink(top.resolve("inner/link"), outside);
    Files.createSymbolicLink(top.resolve("dangling"), Path.of("nowhere"));
    Files.createSymbolicLink(top.resolve("loop"), top);

    Folders.remove(top);

    assertThat(top).doesNotExist();
    assertThat(outside.resolve("precious")).exists();
    Path link = Files.createSymbolicLink(folder.resolve("link"), outside);
    assertThat(Folders.remove(link)).isTrue();
    assertThat(outside.resolve("precious")).exists();
  }

  @Test
  void aVeryDeepTreeIsRemoved() throws IOException {
    Path deep = folder.resolve("top");
    for (int i = 0; i < 150; i++) {
      deep = deep.resolve("node_modules");
    }
    Files.createDirectories(deep);
    Files.writeString(deep.resolve("x"), "x");

    Folders.remove(folder.resolve("top"));

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderIsMadeWithItsParentsOnce() {
    Path deep = folder.resolve("a/b/c");

    Folders.create(deep);
    Folders.create(deep);
    Folders.createParent(folder.resolve("x/y/file"));

    assertThat(deep).isDirectory();
    assertThat(folder.resolve("x/y")).isEmptyDirectory();
  }

  @Test
  void aLinkToAFolderCountsAsOneButAFileDoesNot() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Folders.create(Files.createSymbolicLink(folder.resolve("link"), real));
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> Folders.create(file))
        .isInstanceOfSatisfying(
            JpmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EEXIST));
  }

  @Test
  void whatIsNoFolderHasNoEntries() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThat(Folders.entries(folder)).containsExactly(file);
    assertThat(Folders.entries(file)).isEmpty();
    assertThat(Folders.entries(folder.resolve("missing"))).isEmpty();
  }
}
