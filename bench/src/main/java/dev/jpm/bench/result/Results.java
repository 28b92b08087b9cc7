package dev.jpm.bench.result;

import dev.jpm.bench.install.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;

/**
 * All that one call of the bench measured.
 *
 * @param revision what was measured, as git names it
 * @param versions of all tools
 * @param absent tools that were not measured, and why
 */
public record Results(
    String revision,
    Machine machine,
    SequencedMap<String, String> versions,
    List<Row> rows,
    List<Profile> profiles,
    SequencedMap<String, String> absent) {
  public Results {
    versions = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(versions));
    absent = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(absent));
    rows = List.copyOf(rows);
    profiles = List.copyOf(profiles);
  }

  /** Where in the tables something stands. */
  public record Cell(String part, String project, String scenario, String tool) {}

  List<Sample> samples(Cell cell) {
    return rows.stream()
        .filter(row ->
            row.part().equals(cell.part())
                && row.project().equals(cell.project())
                && row.scenario().equals(cell.scenario())
                && row.tool().equals(cell.tool()))
        .map(Row::sample)
        .toList();
  }

  /** The run whose wall time is the median; of an even number the faster of the two. */
  Optional<Sample> typical(Cell cell) {
    List<Sample> samples = new ArrayList<>(samples(cell));
    samples.sort(Comparator.comparingDouble(Sample::wallSeconds));
    return samples.isEmpty()
        ? Optional.empty()
        : Optional.of(samples.get((samples.size() - 1) / 2));
  }

  /** The median of one figure. */
  OptionalDouble median(Cell cell, ToDoubleFunction<Sample> figure) {
    double[] sorted = samples(cell).stream().mapToDouble(figure).sorted().toArray();
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    int middle = sorted.length / 2;
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }

  OptionalDouble wall(Cell cell) {
    return median(cell, Sample::wallSeconds);
  }

  /** The profile of the run that is closest to the median. */
  Optional<Profile> profile(Cell cell) {
    double median = wall(cell).orElse(0);
    return profiles.stream()
        .filter(profile ->
            profile.part().equals(cell.part())
                && profile.project().equals(cell.project())
                && profile.scenario().equals(cell.scenario())
                && profile.tool().equals(cell.tool()))
        .min(Comparator.comparingDouble(profile -> Math.abs(profile.wallSeconds() - median)));
  }

  /** What one column of a table is about, in the order of the rows. */
  List<String> scenarios(String part, String project) {
    return rows.stream()
        .filter(row -> row.part().equals(part) && row.project().equals(project))
        .map(Row::scenario)
        .distinct()
        .toList();
  }

  List<String> projects(String part) {
    return rows.stream()
        .filter(row -> row.part().equals(part))
        .map(Row::project)
        .distinct()
        .toList();
  }

  List<String> tools(String part, String project) {
    return rows.stream()
        .filter(row -> row.part().equals(part) && row.project().equals(project))
        .map(Row::tool)
        .distinct()
        .toList();
  }
}
