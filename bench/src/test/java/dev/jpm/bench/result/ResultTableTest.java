package dev.jpm.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.bench.install.Measurement;
import dev.jpm.bench.install.Sample;
import dev.jpm.bench.result.Results.Cell;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  private final Ledger ledger = new Ledger();

  private void take(String tool, double seconds, String output) {
    Cell cell = new Cell(Row.INSTALL, "alotta", "clean", tool);
    ledger.add(cell, new Measurement(0, new Sample(seconds, seconds, 200_000_000), output));
  }

  private String table() {
    Machine machine = new Machine(2, 1L << 34, "Linux", "25", true);
    return ResultTable.markdown(ledger.results("r1", machine, new LinkedHashMap<>()));
  }

  @Test
  void tellsMediansRatiosAndTargets() {
    take("bun", 1.0, "");
    take("jpm", 3.0, "resolve    12 ms\nfiles linked   7\n");
    take("jpm", 1.1, "");
    take("jpm", 1.2, "resolve    10 ms\nfiles linked   5\n");

    assertThat(table())
        .contains("| jpm | 1.20 [1.10 to 3.00], 1.20 s, 200 MB |")
        .contains("| jpm / bun | 1.20 |")
        .contains("| peak memory, clean, MB | 500 | 250 | 200 | aim met |")
        .contains("- jpm, alotta, clean: resolve 10 ms, files linked 5");
  }

  @Test
  void aPageKeepsWhatStandsAroundTheMarkers() {
    String page =
        "a\n<!-- bench: written by scripts/bench --write-docs -->\nold\n<!-- end -->\nb\n";
    assertThat(DocsPage.with(page, "new\n"))
        .startsWith("a\n")
        .endsWith("\n<!-- end -->\nb\n")
        .contains("\n\nnew\n\n")
        .doesNotContain("old");
  }
}
