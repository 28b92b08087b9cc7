package dev.jpm.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.config.OptionValue.Many;
import dev.jpm.config.OptionValue.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IniEditTest {
  @Test
  void changesOnlyTheLineOfTheKey() {
    String text = "; mine\nregistry=http://old.example/\n\n# more\nfund=false\n";

    assertThat(IniEdit.set(text, "registry", new Text("http://new.example/")))
        .isEqualTo("; mine\nregistry=http://new.example/\n\n# more\nfund=false\n");
  }

  @Test
  void addsANewKeyAtTheEndButBeforeTheFirstSection() {
    assertThat(IniEdit.set("a=1\n", "b", new Text("2"))).isEqualTo("a=1\nb=2\n");
    assertThat(IniEdit.set("a=1\n[s]\nc=3\n", "b", new Text("2")))
        .isEqualTo("a=1\nb=2\n[s]\nc=3\n");
  }

  @Test
  void replacesAllLinesOfAList() {
    String text = "omit[]=dev\nx=1\nomit[]=peer\n";

    assertThat(IniEdit.set(text, "omit", Many.ofTexts(List.of("optional"))))
        .isEqualTo("omit[]=optional\nx=1\n");
    assertThat(IniEdit.remove(text, "omit")).isEqualTo("x=1\n");
  }

  @Test
  void doesNotTouchAKeyOfTheSameNameInsideASection() {
    assertThat(IniEdit.remove("a=1\n[s]\na=2\n", "a")).isEqualTo("[s]\na=2\n");
  }

  @Test
  void leavesNothingWhereTheLastKeyGoes() {
    assertThat(IniEdit.remove("a=1\n\n", "a")).isEmpty();
  }

  @Test
  void writesAFileThatDidNotExist() {
    assertThat(IniEdit.set("", "a", new Text("b;c"))).isEqualTo("a=b\\;c\n");
  }
}
