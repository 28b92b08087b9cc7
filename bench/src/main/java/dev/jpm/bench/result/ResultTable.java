package dev.jpm.bench.result;

import dev.jpm.bench.install.Sample;
import dev.jpm.bench.result.Results.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Results as Markdown. */
public final class ResultTable {
  static final List<String> GROWTH_SCENARIOS = List.of("clean", "resolve", "link");

  private final Results results;
  private final StringBuilder out = new StringBuilder();

  private ResultTable(Results results) {
    this.results = results;
  }

  /** All tables, each with its heading. */
  public static String markdown(Results results) {
    return new ResultTable(results).all();
  }

  private String all() {
    line(results.machine().told() + "; jpm " + results.revision() + versions() + ".");
    line("");
    targets();
    for (String part : List.of(Row.INSTALL, Row.SLOW_LINK, Row.START_UP)) {
      for (String project : results.projects(part)) {
        line("### " + project + ", " + part);
        line("");
        times(part, project);
        ratios(part, project);
      }
    }
    growth();
    profiles();
    results.absent().forEach((tool, why) -> line("Not measured: " + tool + " (" + why + ")."));
    return out.toString().stripTrailing() + "\n";
  }

  private String versions() {
    StringBuilder told = new StringBuilder();
    results
        .versions()
        .forEach((name, version) -> told.append(", ").append(name).append(' ').append(version));
    return told.toString();
  }

  private void targets() {
    List<List<String>> rows = new ArrayList<>();
    for (Targets.Verdict verdict : Targets.verdicts(results)) {
      rows.add(
          List.of(
              verdict.what(),
              number(verdict.floor()),
              number(verdict.aim()),
              verdict.measured().isPresent() ? number(verdict.measured().getAsDouble()) : "-",
              verdict.told()));
    }
    if (!rows.isEmpty()) {
      table(List.of("target", "floor", "aim", "measured", ""), rows);
    }
  }

  private void times(String part, String project) {
    List<String> scenarios = results.scenarios(part, project);
    List<List<String>> rows = new ArrayList<>();
    for (String tool : results.tools(part, project)) {
      List<String> row = new ArrayList<>(List.of(tool));
      for (String scenario : scenarios) {
        row.add(figures(new Cell(part, project, scenario, tool)));
      }
      rows.add(row);
    }
    line("Median wall seconds [fastest to slowest], processor seconds, peak megabytes.");
    line("");
    table(header("tool", scenarios), rows);
  }

  private String figures(Cell cell) {
    List<Sample> samples = results.samples(cell);
    if (samples.isEmpty()) {
      return "-";
    }
    double[] walls = samples.stream().mapToDouble(Sample::wallSeconds).sorted().toArray();
    return "%s [%s to %s], %s s, %d MB"
        .formatted(
            seconds(results.wall(cell).orElse(0)),
            seconds(walls[0]),
            seconds(walls[walls.length - 1]),
            seconds(results.median(cell, Sample::cpuSeconds).orElse(0)),
            Math.round(results.median(cell, Sample::peakBytes).orElse(0) / 1e6));
  }

  private void ratios(String part, String project) {
    List<String> scenarios = results.scenarios(part, project);
    List<List<String>> rows = new ArrayList<>();
    for (String tool : results.tools(part, project)) {
      List<String> row = new ArrayList<>(List.of("jpm / " + tool));
      for (String scenario : scenarios) {
        OptionalDouble jpm = results.wall(new Cell(part, project, scenario, "jpm"));
        OptionalDouble other = results.wall(new Cell(part, project, scenario, tool));
        row.add(
            jpm.isPresent() && other.isPresent()
                ? number(jpm.getAsDouble() / other.getAsDouble())
                : "-");
      }
      if (!tool.equals("jpm")) {
        rows.add(row);
      }
    }
    if (!rows.isEmpty()) {
      table(header("wall, as a ratio", scenarios), rows);
    }
  }

  private void growth() {
    List<List<String>> rows = new ArrayList<>();
    List<String> scenarios = GROWTH_SCENARIOS;
    for (String size : results.projects(Row.GROWTH)) {
      List<String> row = new ArrayList<>(List.of(size));
      for (String scenario : scenarios) {
        OptionalDouble wall = results.wall(new Cell(Row.GROWTH, size, scenario, "jpm"));
        row.add(wall.isPresent() ? seconds(wall.getAsDouble()) : "-");
      }
      rows.add(row);
    }
    if (!rows.isEmpty()) {
      line("### Growth, jpm, wall seconds");
      line("");
      table(header("packages", scenarios), rows);
      line("![seconds against packages, logarithmic](" + DocsPage.GROWTH_PICTURE + ")");
      line("");
    }
  }

  private void profiles() {
    for (String project : results.projects(Row.INSTALL)) {
      for (String scenario : results.scenarios(Row.INSTALL, project)) {
        results
            .profile(new Cell(Row.INSTALL, project, scenario, "jpm"))
            .ifPresent(profile -> {
              List<String> told = new ArrayList<>();
              profile.entries().forEach((name, value) -> told.add(name + " " + value));
              line("- jpm, " + project + ", " + scenario + ": " + String.join(", ", told));
            });
      }
    }
    line("");
  }

  private static List<String> header(String first, List<String> others) {
    List<String> header = new ArrayList<>(List.of(first));
    header.addAll(others);
    return header;
  }

  private void table(List<String> header, List<List<String>> rows) {
    line(row(header));
    line(row(header.stream().map(any -> "---").toList()));
    rows.forEach(row -> line(row(row)));
    line("");
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  static String seconds(double value) {
    return String.format(Locale.ROOT, value < 0.1 ? "%.3f" : "%.2f", value);
  }

  static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return String.format(Locale.ROOT, value >= 20 ? "%.0f" : "%.2f", value);
  }
}
