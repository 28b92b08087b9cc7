package dev.jpm.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.event.Event;
import dev.jpm.model.event.Event.Origin;
import dev.jpm.model.event.Event.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalStateTest {
  private static List<String> lines(Event... events) {
    List<String> lines = new ArrayList<>();
    TerminalState state = TerminalState.START;
    for (Event event : events) {
      state = state.fold(event);
      lines.add(state.line(60));
    }
    return lines;
  }

  @Test
  void anInstallIsToldStepByStep() {
    assertThat(
            lines(
                new Event.PhaseStarted(Phase.LOAD),
                new Event.PhaseEnded(Phase.LOAD, Duration.ZERO),
                new Event.PhaseStarted(Phase.RESOLVE),
                new Event.PackumentStarted("a"),
                new Event.PackumentStarted("b"),
                new Event.PackumentEnded("a", Origin.NETWORK, 1000),
                new Event.TarballStarted("a@1", OptionalLong.empty()),
                new Event.TarballEnded("a@1", Origin.NETWORK, 1500),
                new Event.PhaseEnded(Phase.RESOLVE, Duration.ZERO),
                new Event.PhaseStarted(Phase.FETCH),
                new Event.TarballStarted("big@1", OptionalLong.of(9_000_000)),
                new Event.TarballProgress("big@1", 5_000_000, OptionalLong.of(9_000_000)),
                new Event.TarballEnded("big@1", Origin.NETWORK, 9_000_000),
                new Event.PhaseStarted(Phase.LINK),
                new Event.LinkProgress(3, 70, 4),
                new Event.PhaseStarted(Phase.SCRIPTS),
                new Event.ScriptStarted("a@1", "node_modules/a", "install", "x"),
                new Event.ScriptEnded("a@1", "node_modules/a", "install", 0, Duration.ZERO),
                new Event.PhaseStarted(Phase.SAVE),
                new Event.PhaseEnded(Phase.SAVE, Duration.ZERO)))
        .containsExactly(
            "reading the project",
            "",
            "resolving 0/0",
            "resolving 0/1",
            "resolving 0/2",
            "resolving 1/2",
            "resolving 1/2, fetching 0/1 (0 B)",
            "resolving 1/2, fetching 1/1 (1.5 kB)",
            "",
            "fetching 1/1 (1.5 kB)",
            "fetching 1/2 (1.5 kB)",
            "fetching 1/2 (5.0 MB), big@1",
            "fetching 2/2 (9.0 MB)",
            "linking 0/0",
            "linking 3/70",
            "running scripts",
            "running a@1 install",
            "running scripts",
            "saving",
            "");
  }

  @Test
  void whatComesFromTheCacheCostsNoBytes() {
    assertThat(
            lines(
                new Event.PhaseStarted(Phase.FETCH),
                new Event.TarballStarted("a@1", OptionalLong.empty()),
                new Event.TarballEnded("a@1", Origin.CACHE, 5000)))
        .last()
        .isEqualTo("fetching 1/1 (0 B)");
  }

  @Test
  void linesAreCutToTheTerminal() {
    TerminalState state =
        TerminalState.START
            .fold(new Event.PhaseStarted(Phase.SCRIPTS))
            .fold(new Event.ScriptStarted("a-long-name@1.2.3", "", "install", "x"));

    assertThat(state.line(20)).isEqualTo("running a-long-name…").hasSize(20);
    assertThat(state.line(0)).isEmpty();
  }

  @Test
  void warningsDoNotChangeTheLine() {
    TerminalState state = TerminalState.START.fold(new Event.PhaseStarted(Phase.LINK));

    assertThat(state.fold(new Event.Warning("X", "y"))).isSameAs(state);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "9949, 9.9 kB",
    "9951, 10 kB",
    "123456, 123 kB",
    "5000000, 5.0 MB",
    "21000000000, 21 GB",
  })
  void bytesAreShownShort(long bytes, String shown) {
    assertThat(TerminalState.size(bytes)).isEqualTo(shown);
  }
}
