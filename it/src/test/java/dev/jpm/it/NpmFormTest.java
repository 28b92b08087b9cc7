package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.json.JsonText;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpmFormTest {
  private final NpmForm form =
      new NpmForm(
          Map.of("", Map.of("a", "^1.0.0"), "next", Map.of("a", "^2.0.0")), Set.of("a", "@s/b"));

  @ParameterizedTest
  @CsvSource({
    "a,    workspace:*,               *",
    "@s/b, workspace:^,               *",
    "a,    workspace:^1.2.0,          ^1.2.0",
    "c,    workspace:*,               ",
    "a,    catalog:,                  ^1.0.0",
    "a,    catalog:default,           ^1.0.0",
    "a,    catalog:next,              ^2.0.0",
    "c,    catalog:,                  ",
    "c,    patch:c@npm%3A1.0.0#x.pch, 1.0.0",
    "c,    patch:c@npm%3A^1.0.0#x,    ^1.0.0",
    "c,    npm:^1.0.0,                ^1.0.0",
    "c,    npm:d@^1.0.0,              npm:d@^1.0.0",
    "c,    file:../c,                 ",
    "c,    link:../c,                 ",
    "c,    https://e.example/c.tgz,   ",
    "c,    user/c#main,               ",
    "c,    next,                      next",
    "c,    '',                        ''",
    "c,    1 || 2,                    1 || 2",
    "c,    <%= version %>,            ",
  })
  void specsOfOtherToolsBecomeRanges(String name, String spec, String range) {
    assertThat(form.range(name, spec)).isEqualTo(range);
  }

  @Test
  void onlyWhatIsAboutDependenciesIsKept() {
    String manifest =
        """
        {"name":"p","private":true,"scripts":{"x":"y"},"resolutions":{"c":"1.0.0"},
         "dependencies":{"a":"catalog:","c":"file:c"},"engines":{"node":">=20"}}
        """;

    assertThat(form.of(JsonText.parse(manifest, "package.json")))
        .hasToString(
            "{\"name\":\"p\",\"dependencies\":{\"a\":\"^1.0.0\"},\"engines\":{\"node\":\">=20\"},"
                + "\"resolutions\":{\"c\":\"1.0.0\"}}");
  }
}
