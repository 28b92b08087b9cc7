package dev.jpm.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptChainTest {
  private static final Path HERE = Path.of("/p");
  private static final Map<String, String> SCRIPTS =
      Map.of("build", "b", "prebuild", "p", "postbuild", "q", "postcss", "c", "clean", "x");

  private static String chain(String before, String event, Path folder) {
    return ScriptChain.of(Map.of(ScriptChain.VARIABLE, before)).with(event, folder, SCRIPTS);
  }

  @Test
  void scriptsAreWrittenDownOneInsideTheOther() {
    String outer = ScriptChain.of(Map.of()).with("build", HERE, SCRIPTS);
    assertThat(outer).isEqualTo("build\t/p");
    assertThat(chain(outer, "clean", HERE)).isEqualTo("build\t/p\tclean\t/p");
  }

  @Test
  void aHookInsideOfItselfIsRefusedButNotThatOfAnotherPackage() {
    String outer = chain(chain("", "prebuild", HERE), "clean", HERE);
    assertThatThrownBy(() -> chain(outer, "prebuild", HERE))
        .hasMessage("Scripts start each other in a circle: prebuild > clean > prebuild")
        .isInstanceOfSatisfying(
            JpmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ESCRIPTLOOP));
    assertThat(chain(outer, "prebuild", Path.of("/other"))).endsWith("\tprebuild\t/other");
  }

  @Test
  void otherScriptsMayCallThemselvesAFewTimes() {
    String postcss = chain(chain("", "postcss", HERE), "postcss", HERE);
    assertThat(postcss).isEqualTo("postcss\t/p\tpostcss\t/p");
    String deep = "";
    for (int i = 0; i < 16; i++) {
      deep = chain(deep, "clean", HERE);
    }
    String deepest = deep;
    assertThatThrownBy(() -> chain(deepest, "clean", HERE)).isInstanceOf(JpmException.class);
  }
}
