package dev.jpm.cli.tree;

import dev.jpm.cli.terminal.Palette;
import dev.jpm.model.LocaleOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The words of {@code outdated}: a table, lines for programs, JSON. */
public final class OutdatedTable {
  private static final List<String> HEADINGS =
      List.of("Package", "Current", "Wanted", "Latest", "Location", "Depended by");
  private static final List<String> MORE_HEADINGS =
      List.of("Package Type", "Homepage", "Depended By Location");

  private final List<OutdatedPackage> packages;
  private final boolean longer;

  public OutdatedTable(List<OutdatedPackage> packages, boolean longer) {
    this.packages =
        packages.stream()
            .sorted(
                Comparator.comparing(OutdatedPackage::name, LocaleOrder.ENGLISH)
                    .thenComparing(OutdatedPackage::dependent, LocaleOrder.ENGLISH))
            .toList();
    this.longer = longer;
  }

  public String text(Palette colors) {
    List<List<String>> rows = new ArrayList<>();
    List<String> headings = new ArrayList<>(HEADINGS);
    headings.addAll(longer ? MORE_HEADINGS : List.of());
    rows.add(headings.stream().map(word -> colors.bold(colors.underline(word))).toList());
    packages.forEach(each -> rows.add(row(each, colors)));
    int[] widths = new int[headings.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
  }

  private List<String> row(OutdatedPackage each, Palette colors) {
    List<String> cells = new ArrayList<>();
    boolean fits = each.current().equals(each.wanted());
    cells.add(fits ? colors.yellow(each.name()) : colors.red(each.name()));
    cells.add(each.current().isEmpty() ? "MISSING" : each.current());
    cells.add(colors.cyan(each.wanted()));
    cells.add(colors.blue(each.latest()));
    cells.add(each.location().isEmpty() ? "-" : each.location());
    cells.add(each.workspace().isEmpty() ? each.dependent() : colors.blue(each.workspace()));
    if (longer) {
      cells.addAll(List.of(each.type(), colors.blue(each.homepage()), each.dependedByLocation()));
    }
    return cells;
  }

  private static int width(String cell) {
    return cell.replaceAll("\u001b\\[\\d+m", "").length();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String gap = " ".repeat(widths[i] - width(row.get(i)));
      boolean right = i >= 1 && i <= 3;
      line.append(i == 0 ? "" : "  ").append(right ? gap + row.get(i) : row.get(i) + gap);
    }
    return line.toString().stripTrailing();
  }

  public String parseable() {
    return packages.stream().map(this::parseable).collect(Collectors.joining("\n"));
  }

  private String parseable(OutdatedPackage each) {
    List<String> parts = new ArrayList<>();
    parts.add(each.path());
    parts.add(each.name() + "@" + each.wanted());
    parts.add(each.current().isEmpty() ? "MISSING" : each.name() + "@" + each.current());
    parts.add(each.name() + "@" + each.latest());
    parts.add(each.dependent());
    if (longer) {
      parts.addAll(List.of(each.type(), each.homepage(), each.dependedByLocation()));
    }
    return String.join(":", parts);
  }

  /** By name; a list where a name is out of date in several places. */
  public Map<String, Object> json() {
    Map<String, List<Object>> byName = new LinkedHashMap<>();
    for (OutdatedPackage each : packages) {
      byName.computeIfAbsent(each.name(), _ -> new ArrayList<>()).add(json(each));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    byName.forEach((name, all) -> json.put(name, all.size() == 1 ? all.getFirst() : all));
    return json;
  }

  private Map<String, Object> json(OutdatedPackage each) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!each.current().isEmpty()) {
      json.put("current", each.current());
    }
    json.put("wanted", each.wanted());
    json.put("latest", each.latest());
    json.put("dependent", each.dependent());
    if (!each.path().isEmpty()) {
      json.put("location", each.path());
    }
    if (longer) {
      json.put("type", each.type());
      if (!each.homepage().isEmpty()) {
        json.put("homepage", each.homepage());
      }
      json.put("dependedByLocation", each.dependedByLocation());
    }
    return json;
  }
}
