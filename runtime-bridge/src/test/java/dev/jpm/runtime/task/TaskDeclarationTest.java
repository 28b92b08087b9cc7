package dev.jpm.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.Manifest;
import dev.jpm.model.json.JsonText;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TaskDeclarationTest {
  private static Manifest manifest(String tasks) {
    return new Manifest(
        JsonText.parseObject("{'jpm': {'tasks': %s}}".formatted(tasks).replace('\'', '"'), ""));
  }

  private static final Manifest PROJECT =
      manifest(
          "{'build': {'inputs': ['src/**', '!src/**/*.test.js', '*.json'], 'outputs': ['dist/**', 'src/made.js']}}");

  @Test
  void whatAScriptReadsAndMakesGoesByPatterns() {
    TaskDeclaration task = TaskDeclaration.of(PROJECT, PROJECT, "build").orElseThrow();
    assertThat(task.reads("src/a/b.js")).isTrue();
    assertThat(task.reads("tsconfig.json")).isTrue();
    assertThat(task.reads("src/a/b.test.js")).isFalse();
    assertThat(task.reads("src/made.js")).isFalse();
    assertThat(task.reads("other/a.js")).isFalse();
    assertThat(task.makes("dist/a/b.js")).isTrue();
    assertThat(task.makes("src/a.js")).isFalse();
  }

  @Test
  void aWorkspaceSpeaksForItselfOrTheProjectForIt() {
    Manifest own = manifest("{'build': {'inputs': ['lib/**']}, 'lint': {}}");
    assertThat(TaskDeclaration.of(own, PROJECT, "build").orElseThrow().inputs())
        .containsExactly("lib/**");
    assertThat(TaskDeclaration.of(manifest("{}"), PROJECT, "build").orElseThrow().inputs())
        .contains("src/**");
    assertThat(TaskDeclaration.of(own, PROJECT, "lint")).isEmpty();
    assertThat(TaskDeclaration.of(own, PROJECT, "test")).isEmpty();
  }

  @Test
  void noTwoListsOfPartsHaveOneKey() {
    assertThat(new TaskKey().with("ab", "c").value())
        .isNotEqualTo(new TaskKey().with("a", "bc").value())
        .isEqualTo(new TaskKey().with("ab", "c").value());
    TreeMap<String, String> one = new TreeMap<>();
    one.put("a", "1");
    assertThat(new TaskKey().withFiles("f", one).value())
        .isNotEqualTo(new TaskKey().withFiles("f", new TreeMap<>()).with("a", "1").value());
  }
}
