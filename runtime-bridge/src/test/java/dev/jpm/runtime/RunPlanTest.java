package dev.jpm.runtime;

import static dev.jpm.runtime.Samples.LINUX;
import static dev.jpm.runtime.Samples.WINDOWS;
import static dev.jpm.runtime.Samples.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.runtime.RunPlan.Step;
import dev.jpm.runtime.RunPlan.Wish;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class RunPlanTest {
  private static final SequencedMap<String, String> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("star", "Mark your favorite packages");
    COMMANDS.put("stars", "View packages marked as favorites");
    COMMANDS.put("test", "Test a package");
  }

  private static Wish wish(String event, String... arguments) {
    return new Wish(event, List.of(arguments), false, false, false, "", COMMANDS);
  }

  private static List<Step> steps(String scripts, Wish wish) {
    return RunPlan.of(manifest("{'scripts': " + scripts + "}"), wish, LINUX).steps();
  }

  @Test
  void scriptsBeforeAndAfterGetNoArguments() {
    assertThat(steps("{'b': 'x', 'preb': 'w', 'postb': 'y'}", wish("b", "-v")))
        .containsExactly(
            new Step("preb", "w", List.of()),
            new Step("b", "x", List.of("-v")),
            new Step("postb", "y", List.of()));
  }

  @Test
  void ignoringScriptsLeavesTheAskedOne() {
    Wish wish = new Wish("b", List.of(), false, true, false, "", COMMANDS);
    assertThat(steps("{'b': 'x', 'preb': 'w', 'postb': 'y'}", wish))
        .containsExactly(new Step("b", "x", List.of()));
  }

  @Test
  void restartAndEnvAndStartHaveDefaults() {
    assertThat(steps("{}", wish("restart")))
        .containsExactly(new Step("restart", "npm stop --if-present && npm start", List.of()));
    assertThat(steps("{'restart': 'mine'}", wish("restart")).getFirst().script()).isEqualTo("mine");
    assertThat(steps("{}", wish("env")).getFirst().script()).isEqualTo("env");
    assertThat(RunPlan.of(manifest("{}"), wish("env"), WINDOWS).steps().getFirst().script())
        .isEqualTo("SET");
    Wish start = new Wish("start", List.of(), false, false, true, "", COMMANDS);
    assertThat(steps("{'poststart': 'p'}", start))
        .containsExactly(
            new Step("start", "node server.js", List.of()), new Step("poststart", "p", List.of()));
  }

  @Test
  void anEmptyScriptIsThereButDoesNothing() {
    assertThat(steps("{'b': '', 'postb': 'y'}", wish("b")))
        .containsExactly(new Step("postb", "y", List.of()));
  }

  @Test
  void aMissingScriptIsNoErrorIfPresentWasSaid() {
    Wish wish = new Wish("b", List.of(), true, false, false, "", COMMANDS);
    assertThat(steps("{'preb': 'x'}", wish)).isEmpty();
  }

  @Test
  void aMissingScriptIsAnErrorWithNearNamesAndTheWayToTheList() {
    assertThatThrownBy(() -> steps("{'bild': 'x', 'start': 'x'}", wish("build")))
        .hasMessage("Missing script: \"build\"")
        .isInstanceOfSatisfying(
            JpmException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.ENOSCRIPT);
              assertThat(e.hints())
                  .containsExactly(
                      "Did you mean this?\n  jpm run bild # run the \"bild\" package script",
                      "The scripts are: bild, start",
                      "To see a list of scripts, run:\n  jpm run");
            });
    assertThatThrownBy(() -> steps("{}", wish("start")))
        .isInstanceOfSatisfying(
            JpmException.class,
            e ->
                assertThat(e.hints().getFirst())
                    .isEqualTo(
                        """
                        Did you mean one of these?
                          jpm star # Mark your favorite packages
                          jpm stars # View packages marked as favorites\
                        """));
  }

  @Test
  void theHintNamesTheWorkspace() {
    Wish wish = new Wish("zzz", List.of(), false, false, false, "ws", COMMANDS);
    assertThatThrownBy(() -> steps("{}", wish))
        .isInstanceOfSatisfying(
            JpmException.class,
            e ->
                assertThat(e.hints())
                    .containsExactly("To see a list of scripts, run:\n  jpm run --workspace=ws"));
  }

  @Test
  void scriptsAreListedInTwoGroups() {
    ScriptListing listing =
        ScriptListing.of(
            manifest("{'scripts': {'b': '1', 'test': '2', 'a': '3', 'prepare': '4'}}"));
    assertThat(listing.lifecycle()).isEqualTo(Map.of("test", "2", "prepare", "4"));
    assertThat(listing.others().keySet()).containsExactly("b", "a");
  }
}
