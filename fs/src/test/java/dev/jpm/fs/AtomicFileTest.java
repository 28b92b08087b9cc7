package dev.jpm.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AtomicFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void theFileHoldsTheContentAndNothingElseRemains(AtomicFile.Durability durability) {
    Path file = folder.resolve("a.json");
    AtomicFile.write(file, new byte[] {1}, durability);
    AtomicFile.write(file, new byte[] {1, 2, 3}, durability);

    assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    assertThat(Folders.entries(folder)).hasSize(1);
  }

  @Test
  void whatAKillLeftIsFound() throws IOException {
    Path file = folder.resolve("a.json");
    Path leftover = Files.createFile(folder.resolve(".a.json.de3399bc352667aa"));
    Files.createFile(folder.resolve(".a.json.backup"));
    Files.createFile(folder.resolve(".b.json.de3399bc352667aa"));

    assertThat(AtomicFile.leftovers(file)).containsExactly(leftover);
  }

  @Test
  void theModeOfAReplacedFileIsKept() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx-w---x"));

    AtomicFile.write(file, "new");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rwx-w---x");
  }

  @Test
  void aLinkIsWrittenThrough() throws IOException {
    Path real = Files.writeString(folder.resolve("real"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));

    AtomicFile.write(link, "new");

    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new");
  }

  @Test
  void aHardLinkedSiblingKeepsTheOldContent() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    Path other = Files.createLink(folder.resolve("b"), file);

    AtomicFile.write(file, "new");

    assertThat(other).hasContent("old");
  }

  @Test
  void equalContentIsNotWrittenAgain() throws IOException {
    Path file = folder.resolve("a");

    assertThat(AtomicFile.writeIfChanged(file, "x")).isTrue();
    Object key = Files.readAttributes(file, "unix:ino").get("ino");
    assertThat(AtomicFile.writeIfChanged(file, "x")).isFalse();
    assertThat(Files.readAttributes(file, "unix:ino").get("ino")).isEqualTo(key);
    assertThat(AtomicFile.writeIfChanged(file, "y")).isTrue();
    assertThat(file).hasContent("y");
  }

  @Test
  void aMissingFolderIsEnoentAndNamesTheFile() {
    Path file = folder.resolve("no/a");

    assertThatThrownBy(() -> AtomicFile.write(file, "x"))
        .isInstanceOfSatisfying(
            JpmException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.ENOENT);
              assertThat(e.sentence()).startsWith("Cannot write " + file);
            });
  }

  @Test
  void aFolderInTheWayIsRefusedAndTheTemporaryFileRemoved() throws IOException {
    Path file = folder.resolve("a");
    Files.createDirectories(file.resolve("full"));

    assertThatThrownBy(() -> AtomicFile.write(file, "x")).isInstanceOf(JpmException.class);
    assertThat(Folders.entries(folder)).containsExactly(file);
  }
}
