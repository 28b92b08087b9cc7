package dev.jpm.model.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.Manifest;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** app -> ui -> base, app -> api -> base, tool on its own; all below a root that needs the tool. */
class MemberSelectionTest {
  private static final MemberGraph GRAPH =
      MemberGraph.of(
          List.of(
              member("root", "", "'devDependencies': {'@x/tool': '*'}"),
              member(
                  "@x/app",
                  "apps/app",
                  "'dependencies': {'@x/ui': 'workspace:*'}, 'devDependencies': {'@x/api': '^1.0.0'}"),
              member("@x/ui", "packages/ui", "'peerDependencies': {'@x/base': '*'}"),
              member("@x/api", "packages/api", "'optionalDependencies': {'@x/base': '1.x'}"),
              member("@x/base", "packages/base", "'dependencies': {'@x/tool': '^9.0.0'}"),
              member("@x/tool", "tools/tool", "'dependencies': {}")));

  private static Member member(String name, String path, String fields) {
    String json = "{'name': '%s', 'version': '1.0.0', %s}".formatted(name, fields);
    return new Member(name, path, new Manifest(JsonText.parseObject(json.replace('\'', '"'), "")));
  }

  private static String selected(String from, boolean withRoot, String... filters) {
    return new MemberSelection(GRAPH, from, withRoot, MemberSelectionTest::changed)
        .of(Arrays.stream(filters).map(MemberFilter::parse).toList()).stream()
            .map(member -> member.name().replace("@x/", ""))
            .collect(Collectors.joining(" "));
  }

  private static Collection<String> changed(String since) {
    return switch (since) {
      case "main" -> List.of("packages/base/src/a.js", "README.md");
      case "HEAD~1" -> List.of("packages/ui2/x");
      default -> List.of();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "@x/ui | ui",
        "ui | ui",
        "*i | ui api",
        "* | app ui api base tool",
        "root | root",
        "@x/ui... | ui base",
        "@x/ui^... | base",
        "...@x/base | app ui api base",
        "...^@x/base | app ui api",
        "...@x/ui... | app ui api base",
        "./packages | ui api base",
        "./packages/* | ui api base",
        "{packages/ui} | ui",
        "{packages/**}... | ui api base",
        ". | root",
        "./apps/app... | app ui api base",
        "[main] | base",
        "...[main] | app ui api base",
        "@x/*{packages/*}[main] | base",
        "...{packages/ui}[main] | ``",
        "[HEAD~1] | ``",
        "nobody | ``",
        "!ui | app api base tool",
      })
  void aFilterSelectsAsWithPnpm(String filter, String expected) {
    assertThat(selected("", false, filter)).isEqualTo(expected);
  }

  @Test
  void severalFiltersAddUpAndExclusionsAreTakenFromTheSum() {
    assertThat(selected("", false, "@x/app...", "tool", "!@x/ui...")).isEqualTo("app api tool");
    assertThat(selected("", false, "!./packages", "!tool")).isEqualTo("app");
  }

  @Test
  void patternsMeanTheProjectItselfOnlyWhereThatIsWanted() {
    assertThat(selected("", true, "*")).isEqualTo("root app ui api base tool");
    assertThat(selected("", true, "[main]")).isEqualTo("root base");
  }

  @Test
  void foldersAreThoseFromWhereTheUserStands() {
    assertThat(selected("packages/ui", false, ".")).isEqualTo("ui");
    assertThat(selected("packages/ui", false, "../api")).isEqualTo("api");
    assertThat(selected("packages", false, "{ui}")).isEqualTo("ui");
  }

  @Test
  void aVersionThatTheNeighbourHasNotIsNoEdge() {
    assertThat(GRAPH.dependenciesOf("packages/base")).isEmpty();
    assertThat(GRAPH.dependenciesOf("")).containsExactly("tools/tool");
    assertThat(GRAPH.dependentsOf("packages/base")).containsExactly("packages/ui", "packages/api");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "...", "[", "a{b", "^..."})
  void whatSaysNothingIsRefused(String filter) {
    assertThatThrownBy(() -> MemberFilter.parse(filter)).isInstanceOf(JpmException.class);
  }
}
