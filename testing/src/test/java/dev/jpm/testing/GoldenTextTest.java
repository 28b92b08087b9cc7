package dev.jpm.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTextTest {
  @TempDir private Path temp;

  @Test
  void whatDiffersFromRunToRunIsNamed() {
    GoldenText golden = new GoldenText(temp, false, false).temp(temp).replacing("s3cret", "TOKEN");

    assertThat(
            golden.filtered(
                "added 1 package in 12ms (1.5s)\r\n"
                    + temp
                    + "/a http://127.0.0.1:54321/a 2026-01-02T03:04:05.678Z s3cret"))
        .isEqualTo(
            "added 1 package in [TIME] ([TIME])\n[TEMP]/a http://127.0.0.1:[PORT]/a [TIME] [TOKEN]");
  }

  @Test
  void theFirstLineThatDiffersIsTold() throws Exception {
    Files.writeString(temp.resolve("x.txt"), "one\ntwo\n");
    GoldenText golden = new GoldenText(temp, false, false);

    golden.check("x.txt", "one\ntwo\n");
    assertThatThrownBy(() -> golden.check("x.txt", "one\n2\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("line 2", "expected: two", "but was:  2", "-Djpm.golden=update");
  }

  @Test
  void aMissingFileIsAFailure() {
    assertThatThrownBy(() -> new GoldenText(temp, false, false).check("none.txt", "x"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("is missing");
  }

  @Test
  void updatingWritesExceptOnCi() throws Exception {
    new GoldenText(temp, true, false).check("sub/x.txt", "new\n");

    assertThat(temp.resolve("sub/x.txt")).hasContent("new\n");
    assertThatThrownBy(() -> new GoldenText(temp, true, true).check("sub/x.txt", "newer\n"))
        .isInstanceOf(AssertionError.class);
    assertThat(Files.readString(temp.resolve("sub/x.txt"))).isEqualTo("new\n");
  }
}
