package dev.jpm.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafePathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a/b", ".a", "..a", "a..", "...", "a b/c", "con", "a:b", "a\\b", "é"})
  void namesStayInside(String relative) {
    Path base = Path.of("/base");
    assertThat(SafePath.join(base, relative)).contains(base.resolve(relative));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "/a", "..", ".", "a/..", "../a", "a/../b", "a//b", "a/", "./a", "a\0b"})
  void whatClimbsOrNamesNothingIsRefused(String relative) {
    assertThat(SafePath.join(Path.of("/base"), relative)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\b",
        "..\\a",
        "c:",
        "c:/a",
        "a:stream",
        "con",
        "NUL.txt",
        "lib/aux",
        "a.",
        "a /b"
      })
  void whatWindowsReadsOtherwiseIsRefusedThere(String relative) {
    assertThat(SafePath.isSafe(relative, true)).isFalse();
    assertThat(SafePath.isSafe(relative, false)).isTrue();
  }

  @Test
  void ordinaryNamesAreFineOnWindows() {
    assertThat(SafePath.isSafe("lib/console.js", true)).isTrue();
    assertThat(SafePath.isSafe(".github/a.b.c", true)).isTrue();
  }
}
