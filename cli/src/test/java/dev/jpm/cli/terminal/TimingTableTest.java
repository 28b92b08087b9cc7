package dev.jpm.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.event.Event;
import dev.jpm.model.event.Event.Origin;
import dev.jpm.model.event.Event.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimingTableTest {
  private final TimingTable table = new TimingTable();

  @Test
  void tellsPhasesInTheirOrderAndWhatTheyWereAbout() {
    table.on(new Event.PhaseEnded(Phase.LINK, Duration.ofMillis(210)));
    table.on(new Event.PhaseEnded(Phase.LOAD, Duration.ofMillis(2)));
    table.on(new Event.PackumentEnded("a", Origin.NETWORK, 4_000_000));
    table.on(new Event.PackumentEnded("b", Origin.REVALIDATED, 0));
    table.on(new Event.TarballEnded("a@1.0.0", Origin.NETWORK, 7_600));
    table.on(new Event.FoundInStore(12));
    table.on(new Event.LinkProgress(1, 2, 30));
    table.on(new Event.LinkProgress(2, 2, 4));

    assertThat(table.lines(Duration.ofMillis(1250)))
        .containsExactly(
            "load                        2 ms",
            "link                      210 ms",
            "other                    1038 ms",
            "total                    1250 ms",
            "requests                       3",
            "documents fetched         4.0 MB",
            "tarballs fetched          7.6 kB",
            "packages fetched               1",
            "packages from the store       12",
            "packages linked                2",
            "files linked                  34");
  }

  @Test
  void whatCameFromTheCacheIsNoRequest() {
    table.on(new Event.PackumentEnded("a", Origin.CACHE, 0));
    assertThat(table.lines(Duration.ZERO)).contains("requests                    0");
  }

  @Test
  void failedRequestsCountAndBringNoPackage() {
    table.on(new Event.RequestRetried("http://registry.example/a", 1, 3, "HTTP 503"));
    table.on(new Event.TarballEnded("a@1.0.0", Origin.NETWORK, 0));
    assertThat(table.lines(Duration.ZERO))
        .contains("requests                    2", "packages fetched            0");
  }
}
