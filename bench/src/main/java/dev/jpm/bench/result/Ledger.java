package dev.jpm.bench.result;

import dev.jpm.bench.install.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Where measured runs are written down while the bench goes on. Used by one thread. */
public final class Ledger {
  private final List<Row> rows = new ArrayList<>();
  private final List<Profile> profiles = new ArrayList<>();
  private final SequencedMap<String, String> absent = new LinkedHashMap<>();

  /** One run; what it told of its phases is kept too. */
  public void add(Results.Cell cell, Measurement taken) {
    rows.add(new Row(cell.part(), cell.project(), cell.scenario(), cell.tool(), taken.sample()));
    SequencedMap<String, String> entries = Profile.entriesIn(taken.output());
    if (!entries.isEmpty()) {
      profiles.add(
          new Profile(
              cell.part(),
              cell.project(),
              cell.scenario(),
              cell.tool(),
              taken.sample().wallSeconds(),
              entries));
    }
  }

  /** A tool that cannot be measured here. */
  public void absent(String tool, String why) {
    absent.put(tool, why);
  }

  public Results results(String revision, Machine machine, SequencedMap<String, String> versions) {
    return new Results(revision, machine, versions, rows, profiles, absent);
  }
}
