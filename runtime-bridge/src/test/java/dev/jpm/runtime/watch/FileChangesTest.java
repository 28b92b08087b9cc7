package dev.jpm.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FileChangesTest {
  @TempDir private Path temp;

  private Path write(String path, String text) throws IOException {
    Path file = temp.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private FileChanges watch(Watched watched) {
    return FileChanges.in(Map.of(temp, watched));
  }

  @Test
  void aChangeIsToldAndWhatToolsMadeIsNone() throws Exception {
    write("src/a.js", "");
    write("node_modules/x/index.js", "");
    write("dist/a.js", "");
    try (FileChanges changes = watch(Watched.everything())) {
      write("node_modules/x/index.js", "new");
      write("dist/a.js", "new");
      write(".cache/x", "new");
      write("src/a.js~", "new");
      Path changed = write("src/a.js", "new");
      assertThat(changes.await()).contains(changed);
    }
  }

  @Test
  void aFolderThatIsMadeIsWatchedFromThenOn() throws Exception {
    try (FileChanges changes = watch(Watched.everything())) {
      Path deep = write("src/deep/er/a.js", "");
      assertThat(changes.await()).contains(deep);
      Path other = write("src/deep/er/b.js", "");
      assertThat(changes.await()).contains(other);
    }
  }

  @Test
  void theSameContentAgainIsNoChange() throws Exception {
    write("a.js", "");
    try (FileChanges changes = watch(Watched.everything())) {
      write("a.js", "one");
      changes.await();
      write("a.js", "one");
      Path other = write("b.js", "");
      assertThat(changes.await()).contains(other);
      Files.delete(other);
      assertThat(changes.await()).contains(other);
    }
  }

  @Test
  void declaredInputsCountAndNothingElse() throws Exception {
    write("dist/in/a.js", "");
    try (FileChanges changes =
        watch(new Watched(path -> path.endsWith(".js"), path -> path.startsWith("made"), false))) {
      write("readme.md", "x");
      write("made.js", "x");
      Path changed = write("dist/in/a.js", "x");
      assertThat(changes.await()).contains(changed);
    }
  }

  @Test
  void closingEndsTheWait() throws Exception {
    FileChanges changes = watch(Watched.everything());
    Thread.ofVirtual().start(changes::close);
    assertThat(changes.await()).isEmpty();
  }
}
