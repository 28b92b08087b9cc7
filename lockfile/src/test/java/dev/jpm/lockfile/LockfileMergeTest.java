package dev.jpm.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import org.junit.jupiter.api.Test;

class LockfileMergeTest {
  private static final String BASE =
      """
      {
        "lockfileVersion": 3,
        "packages": {
          "": {
            "dependencies": {
              "b": "^1.0.0"
            }
          },
          "node_modules/b": {
            "version": "1.0.0"
          }
        }
      }
      """;

  @Test
  void hasWhatEitherSideAddedInOrder() {
    String ours = BASE.replace("\"b\": \"^1", "\"a\": \"*\",\n        \"b\": \"^1");
    ours = ours.replace("\"node_modules/b\"", "\"node_modules/a\": {},\n    \"node_modules/b\"");
    String theirs = BASE.replace("^1.0.0\"\n", "^1.0.0\",\n        \"c\": \"*\"\n");
    theirs = theirs.replace("\"1.0.0\"\n    }", "\"1.0.0\"\n    },\n    \"node_modules/c\": {}");

    PackageLock merged =
        PackageLock.read(LockfileMerge.merge(BASE, ours, theirs, "package-lock.json"), "x");

    assertThat(merged.root().dependencies()).containsOnlyKeys("a", "b", "c");
    assertThat(LockfileMerge.merge(BASE, ours, theirs, "x"))
        .containsSubsequence("node_modules/a", "node_modules/b", "node_modules/c")
        .startsWith("{\n  \"lockfileVersion\"")
        .endsWith("}\n");
  }

  @Test
  void takesOursWhereBothChangedTheSame() {
    String merged =
        LockfileMerge.merge(
            BASE, BASE.replace("1.0.0", "1.1.0"), BASE.replace("1.0.0", "1.2.0"), "x");

    assertThat(merged).contains("1.1.0").doesNotContain("1.2.0").doesNotContain("1.0.0");
  }

  @Test
  void leavesOutWhatOneSideRemoved() {
    String without = "{\n  \"lockfileVersion\": 3,\n  \"packages\": {}\n}\n";

    assertThat(LockfileMerge.merge(BASE, without, BASE, "x")).doesNotContain("node_modules/b");
    assertThat(LockfileMerge.merge(BASE, BASE, without, "x")).doesNotContain("node_modules/b");
  }

  @Test
  void whatWeChangedAndTheyRemovedStaysWhole() {
    String ours = BASE.replace("\"version\": \"1.0.0\"", "\"version\": \"1.1.0\", \"dev\": true");
    String theirs = "{\n  \"lockfileVersion\": 3,\n  \"packages\": {}\n}\n";

    assertThat(LockfileMerge.merge(BASE, ours, theirs, "x")).contains("1.1.0").contains("dev");
  }

  @Test
  void bothMayHaveAddedTheFile() {
    assertThat(LockfileMerge.merge("", BASE, BASE, "x")).isEqualTo(BASE);
  }

  @Test
  void namesTheSideThatIsNoJson() {
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() -> LockfileMerge.merge(BASE, BASE, "<<<", "package-lock.json"))
        .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.EJSONPARSE))
        .withMessageContaining("package-lock.json (their side)");
  }
}
