package dev.jpm.bench.result;

import dev.jpm.bench.result.Results.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Growth as a picture: seconds against packages, both logarithmic, so that what grows in step with
 * the packages is a line as steep as the grey ones. SVG written here, as libraries for it want the
 * fonts of a desktop.
 */
public final class GrowthPlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;
  private static final int LEFT = 60;
  private static final int RIGHT = 90;
  private static final int TOP = 20;
  private static final int BOTTOM = 50;
  private static final List<String> COLOURS = List.of("#0b6bcb", "#c2410c", "#15803d");

  private final StringBuilder svg = new StringBuilder();
  private final double fewest;
  private final double most;
  private final double shortest;
  private final double longest;

  private record Point(double packages, double seconds) {}

  private record Line(String scenario, List<Point> points) {}

  private GrowthPlot(List<Line> lines) {
    List<Point> all = lines.stream().flatMap(line -> line.points().stream()).toList();
    this.fewest = all.stream().mapToDouble(Point::packages).min().orElse(1);
    this.most = Math.max(all.stream().mapToDouble(Point::packages).max().orElse(1), fewest * 10);
    this.shortest = power(all.stream().mapToDouble(Point::seconds).min().orElse(1), false);
    double top = all.stream().mapToDouble(Point::seconds).max().orElse(1);
    this.longest = Math.max(power(top, true), shortest * 10);
  }

  /** The picture; empty where growth was not measured. */
  public static String svg(Results results) {
    List<Line> lines = lines(results);
    return lines.isEmpty() ? "" : new GrowthPlot(lines).draw(lines);
  }

  private static List<Line> lines(Results results) {
    List<Line> lines = new ArrayList<>();
    for (String scenario : ResultTable.GROWTH_SCENARIOS) {
      List<Point> points = new ArrayList<>();
      for (String size : results.projects(Row.GROWTH)) {
        OptionalDouble wall = results.wall(new Cell(Row.GROWTH, size, scenario, "jpm"));
        if (wall.isPresent()) {
          points.add(new Point(Double.parseDouble(size), wall.getAsDouble()));
        }
      }
      if (!points.isEmpty()) {
        lines.add(new Line(scenario, points));
      }
    }
    return lines;
  }

  private String draw(List<Line> lines) {
    add(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                + " font-size=\"12\"><rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>",
            WIDTH,
            HEIGHT));
    for (double seconds = shortest; seconds <= longest * 1.01; seconds *= 10) {
      segment(LEFT, y(seconds), x(most), y(seconds), "#ddd");
      text(LEFT - 6, y(seconds) + 4, "end", number(seconds) + " s");
    }
    for (Point point : lines.getFirst().points()) {
      segment(x(point.packages()), y(shortest), x(point.packages()), y(shortest) + 5, "#888");
      text(x(point.packages()), y(shortest) + 18, "middle", number(point.packages()));
    }
    text((LEFT + x(most)) / 2, HEIGHT - 10.0, "middle", "packages");
    for (int i = 0; i < lines.size(); i++) {
      draw(lines.get(i), COLOURS.get(i % COLOURS.size()));
    }
    return svg.append("</svg>\n").toString();
  }

  private void draw(Line line, String colour) {
    Point first = line.points().getFirst();
    double end = Math.min(most, first.packages() * longest / first.seconds());
    segment(
        x(first.packages()),
        y(first.seconds()),
        x(end),
        y(first.seconds() * end / first.packages()),
        "#bbb");
    StringBuilder path = new StringBuilder();
    for (Point point : line.points()) {
      path.append(
          String.format(Locale.ROOT, "%.1f,%.1f ", x(point.packages()), y(point.seconds())));
      add(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
              x(point.packages()),
              y(point.seconds()),
              colour));
    }
    add(
        String.format(
            Locale.ROOT,
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
            path.toString().strip(),
            colour));
    Point last = line.points().getLast();
    add(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s %s s</text>",
            x(last.packages()) + 8,
            y(last.seconds()) + 4,
            colour,
            line.scenario(),
            number(last.seconds())));
  }

  private double x(double packages) {
    double share = Math.log(packages / fewest) / Math.log(most / fewest);
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private double y(double seconds) {
    double share = Math.log(seconds / shortest) / Math.log(longest / shortest);
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  }

  private void segment(double x1, double y1, double x2, double y2, String colour) {
    add(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
            x1,
            y1,
            x2,
            y2,
            colour));
  }

  private void text(double x, double y, String anchor, String text) {
    add(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
            x,
            y,
            anchor,
            text));
  }

  private void add(String line) {
    svg.append(line).append('\n');
  }

  /** The power of ten at or beyond {@code value}. */
  private static double power(double value, boolean above) {
    double exponent = Math.log10(Math.max(value, 1e-3));
    return Math.pow(10, above ? Math.ceil(exponent) : Math.floor(exponent));
  }

  private static String number(double value) {
    return value >= 10
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, value < 0.1 ? "%.2f" : "%.1f", value);
  }
}
