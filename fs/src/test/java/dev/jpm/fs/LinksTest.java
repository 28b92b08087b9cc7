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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinksTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "/p/node_modules/a, /p/packages/a, ../packages/a",
    "/p/node_modules/@s/a, /p/packages/a, ../../packages/a",
    "/p/node_modules/.bin/x, /p/node_modules/x/cli.js, ../x/cli.js",
    "/p/node_modules/a, /p, ..",
    "/p/self, /p/other/../q, q",
    "/p/here, /p, ."
  })
  void linksAreRelativeToTheirFolder(String link, String target, String written) {
    assertThat(Links.relative(Path.of(link), Path.of(target))).isEqualTo(Path.of(written));
  }

  @Test
  void aSymbolicLinkReachesItsTargetAndMovesWithIt() throws IOException {
    Path top = folder.resolve("top");
    Files.createDirectories(top.resolve("packages/a"));
    Files.createDirectory(top.resolve("node_modules"));
    Links.folderLink(top.resolve("node_modules/a"), top.resolve("packages/a"));

    assertThat(Files.readSymbolicLink(top.resolve("node_modules/a")))
        .isEqualTo(Path.of("../packages/a"));
    assertThat(Links.targetOf(top.resolve("node_modules/a"))).contains(top.resolve("packages/a"));
    Path moved = Files.move(top, folder.resolve("moved"));
    assertThat(moved.resolve("node_modules/a")).isDirectory();
  }

  @Test
  void onlyLinksHaveTargets() throws IOException {
    assertThat(Links.targetOf(folder)).isEmpty();
    assertThat(Links.targetOf(Files.writeString(folder.resolve("file"), "x"))).isEmpty();
    assertThat(Links.targetOf(folder.resolve("missing"))).isEmpty();
  }

  @Test
  void nothingIsReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> Links.symlink(file, folder))
        .isInstanceOfSatisfying(
            JpmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EEXIST));
    assertThatThrownBy(() -> Links.hardLink(file, folder.resolve("none")))
        .isInstanceOf(JpmException.class);
    assertThat(file).hasContent("x");
  }

  @Test
  void importedFilesShareBytesUnlessCopied() throws IOException {
    Path source = Files.writeString(folder.resolve("source"), "x");
    assertThat(source.toFile().setExecutable(true)).isTrue();
    FileImporter importer = FileImporter.linking();
    importer.importFile(source, folder.resolve("linked"));
    importer.copyFile(source, folder.resolve("copied"));
    FileImporter.copying().importFile(source, folder.resolve("copied2"));

    assertThat(importer.way()).isEqualTo(FileImporter.Way.HARD_LINK);
    assertThat(inode("linked")).isEqualTo(inode("source"));
    assertThat(inode("copied")).isNotEqualTo(inode("source"));
    assertThat(inode("copied2")).isNotEqualTo(inode("source"));
    assertThat(folder.resolve("copied")).hasContent("x").isExecutable();
  }

  @Test
  void anImporterThatMayNotLinkCopiesFromThenOn() throws IOException {
    // The system refuses hard links between file systems, and /proc is one of its own.
    Path source = Path.of("/proc/self/status");
    FileImporter importer = FileImporter.linking();

    importer.importFile(source, folder.resolve("status"));

    assertThat(folder.resolve("status")).isNotEmptyFile();
    assertThat(importer.way()).isEqualTo(FileImporter.Way.COPY);
  }

  @Test
  void importingOverAFileOrFromNowhereIsRefused() throws IOException {
    Path source = Files.writeString(folder.resolve("source"), "x");
    Path target = Files.writeString(folder.resolve("target"), "y");
    for (FileImporter importer :
        new FileImporter[] {FileImporter.linking(), FileImporter.copying()}) {
      assertThatThrownBy(() -> importer.importFile(source, target))
          .isInstanceOfSatisfying(
              JpmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EEXIST));
      assertThatThrownBy(() -> importer.importFile(folder.resolve("no"), folder.resolve("new")))
          .isInstanceOfSatisfying(
              JpmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENOENT));
    }
  }

  private Object inode(String name) throws IOException {
    return Files.getAttribute(folder.resolve(name), "unix:ino");
  }
}
