package dev.jpm.cli.terminal;

import dev.jpm.model.event.Event;
import dev.jpm.model.event.Event.Origin;
import dev.jpm.model.event.Event.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code --timing} tells, folded from events: how long each phase took, and what it was about.
 * Has no clock of its own. Safe for many threads.
 */
final class TimingTable {
  private final Map<Phase, Duration> phases = new EnumMap<>(Phase.class);
  private int requests;
  private int fetched;
  private int found;
  private int linked;
  private long documentBytes;
  private long tarballBytes;
  private long files;

  synchronized void on(Event event) {
    switch (event) {
      case Event.PhaseEnded ended -> phases.merge(ended.phase(), ended.took(), Duration::plus);
      case Event.PackumentEnded ended -> {
        requests += ended.origin() == Origin.CACHE ? 0 : 1;
        documentBytes += ended.bytes();
      }
      case Event.TarballEnded ended when ended.origin() == Origin.NETWORK -> {
        requests++;
        fetched += ended.bytes() == 0 ? 0 : 1;
        tarballBytes += ended.bytes();
      }
      case Event.RequestRetried _ -> requests++;
      case Event.FoundInStore store -> found += store.packages();
      case Event.LinkProgress link -> {
        linked++;
        files += link.files();
      }
      default -> {
        // says nothing about time or amounts
      }
    }
  }

  /** The lines of the table; {@code total} is the time of the whole command. */
  synchronized List<String> lines(Duration total) {
    List<Row> rows = new ArrayList<>();
    Duration inPhases = Duration.ZERO;
    for (Map.Entry<Phase, Duration> phase : phases.entrySet()) {
      rows.add(Row.of(phase.getKey().name().toLowerCase(Locale.ROOT), phase.getValue()));
      inPhases = inPhases.plus(phase.getValue());
    }
    rows.add(Row.of("other", total.minus(inPhases)));
    rows.add(Row.of("total", total));
    rows.add(Row.of("requests", requests));
    rows.add(new Row("documents fetched", TerminalState.size(documentBytes)));
    rows.add(new Row("tarballs fetched", TerminalState.size(tarballBytes)));
    rows.add(Row.of("packages fetched", fetched));
    rows.add(Row.of("packages from the store", found));
    rows.add(Row.of("packages linked", linked));
    rows.add(Row.of("files linked", files));
    return aligned(rows);
  }

  private record Row(String name, String value) {
    static Row of(String name, Duration time) {
      return new Row(name, time.toMillis() + " ms");
    }

    static Row of(String name, long count) {
      return new Row(name, Long.toString(count));
    }
  }

  private static List<String> aligned(List<Row> rows) {
    int nameWidth = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    int valueWidth = rows.stream().mapToInt(row -> row.value().length()).max().orElse(0);
    return rows.stream()
        .map(row -> {
          String gap = " ".repeat(nameWidth - row.name().length() + 2);
          return row.name() + gap + " ".repeat(valueWidth - row.value().length()) + row.value();
        })
        .toList();
  }
}
