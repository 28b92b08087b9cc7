package dev.jpm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompileCacheTest {
  private static final Path OURS = Path.of("/cache/compiled");

  private static Map<String, String> with(
      Map<String, String> environment, String script, String... arguments) {
    Map<String, String> changed = new HashMap<>(environment);
    CompileCache.put(changed, OURS, script, List.of(arguments));
    return changed;
  }

  @Test
  void scriptsShareAFolderUnlessSomebodyHasDecided() {
    assertThat(with(Map.of(), "vite build"))
        .isEqualTo(Map.of("NODE_COMPILE_CACHE", OURS.toString()));
    for (Map<String, String> decided :
        List.of(
            Map.of("NODE_COMPILE_CACHE", "/mine"),
            Map.of("NODE_DISABLE_COMPILE_CACHE", "1"),
            Map.of("NODE_V8_COVERAGE", "/c"))) {
      assertThat(with(decided, "vite build")).isEqualTo(decided);
    }
  }

  @Test
  void coverageIsMeasuredWithoutIt() {
    Map<String, String> inherited = Map.of("NODE_COMPILE_CACHE", OURS.toString());
    assertThat(with(inherited, "c8 node test.js")).isEmpty();
    assertThat(with(inherited, "vitest", "--coverage")).isEmpty();
    assertThat(with(Map.of(), "npx nyc mocha")).isEmpty();
    assertThat(with(Map.of(), "node abc8.js")).isNotEmpty();
  }
}
