package dev.jpm.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.bench.install.Measurement;
import dev.jpm.bench.install.Sample;
import dev.jpm.bench.result.Results.Cell;
import java.io.StringReader;
import java.util.LinkedHashMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class GrowthPlotTest {
  private final Ledger ledger = new Ledger();

  private void take(int packages, String scenario, double seconds) {
    Cell cell = new Cell(Row.GROWTH, Integer.toString(packages), scenario, "jpm");
    ledger.add(cell, new Measurement(0, new Sample(seconds, seconds, 1), ""));
  }

  private String svg() {
    Machine machine = new Machine(2, 1L << 34, "Linux", "25", true);
    return GrowthPlot.svg(ledger.results("r1", machine, new LinkedHashMap<>()));
  }

  @Test
  void drawsALineForEachScenario() throws Exception {
    take(100, "clean", 0.5);
    take(10_000, "clean", 50);
    take(100, "link", 0.2);
    take(10_000, "link", 2);

    Document picture =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg())));

    assertThat(picture.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(picture.getElementsByTagName("circle").getLength()).isEqualTo(4);
    assertThat(picture.getDocumentElement().getTextContent())
        .contains("clean 50 s", "link 2.0 s", "10,000");
  }

  @Test
  void whatGrowsInStepWithThePackagesIsAStraightLine() {
    take(100, "clean", 1);
    take(1_000, "clean", 10);
    take(10_000, "clean", 100);

    // The middle of both axes, as both are logarithmic.
    assertThat(svg()).contains("points=\"60.0,350.0 305.0,185.0 550.0,20.0\"");
  }

  @Test
  void nothingMeasuredIsNoPicture() {
    assertThat(svg()).isEmpty();
  }
}
