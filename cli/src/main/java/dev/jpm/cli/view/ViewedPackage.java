package dev.jpm.cli.view;

import dev.jpm.cli.terminal.Palette;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One version of a package in npm's words: what it is, where it comes from, who made it. */
final class ViewedPackage {
  private static final int MAX_DEPENDENCIES = 24;
  private static final int MAX_TAGS = 5;

  private final Map<String, @Nullable Object> document;
  private final Map<?, ?> manifest;
  private final Palette colors;
  private final boolean unicode;
  private final Instant now;
  private final List<String> lines = new ArrayList<>();

  private ViewedPackage(
      Map<String, @Nullable Object> document,
      Map<?, ?> manifest,
      Palette colors,
      boolean unicode,
      Instant now) {
    this.document = document;
    this.manifest = manifest;
    this.colors = colors;
    this.unicode = unicode;
    this.now = now;
  }

  /**
   * The text.
   *
   * @param document the packument, {@code versions} as a list of versions
   * @param manifest the version's
   */
  static String of(
      Map<String, @Nullable Object> document,
      Map<?, ?> manifest,
      Palette colors,
      boolean unicode,
      Instant now) {
    ViewedPackage view = new ViewedPackage(document, manifest, colors, unicode, now);
    view.head();
    view.dist();
    view.dependencies();
    view.people();
    view.tags();
    view.publication();
    return String.join("\n", view.lines);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private void head() {
    int versions = list(document.get("versions")).size();
    int dependencies = map(manifest.get("dependencies")).size();
    String license = license();
    boolean proprietary = license.strip().toLowerCase(Locale.ROOT).equals("proprietary");
    String id = text(manifest.get("name")) + "@" + text(manifest.get("version"));
    lines.add("");
    lines.add(
        String.join(
            " | ",
            colors.underline(colors.cyan(id)),
            proprietary ? colors.red(license) : colors.green(license),
            "deps: " + colors.cyan(dependencies == 0 ? "none" : Integer.toString(dependencies)),
            "versions: " + colors.cyan(Integer.toString(versions))));
    addIfAny(text(manifest.get("description")));
    Object homepage = manifest.get("homepage");
    String site = homepage instanceof Map<?, ?> map ? text(map.get("url")) : text(homepage);
    addIfAny(colors.blue(site));
    String deprecated = text(manifest.get("deprecated"));
    if (!deprecated.isEmpty() && !deprecated.equals("false")) {
      lines.add("\n" + colors.red("DEPRECATED") + (unicode ? " ⚠️ " : "!!") + " - " + deprecated);
    }
    List<?> keywords = list(document.get("keywords"));
    if (!keywords.isEmpty()) {
      List<String> shown = keywords.stream().map(word -> colors.cyan(text(word))).toList();
      lines.add("\nkeywords: " + String.join(", ", shown));
    }
    List<String> bins = map(manifest.get("bin")).keySet().stream().map(String::valueOf).toList();
    if (!bins.isEmpty()) {
      lines.add("\nbin: " + colors.cyan(String.join(", ", bins)));
    }
  }

  private void addIfAny(String line) {
    if (!line.isEmpty()) {
      lines.add(line);
    }
  }

  private String license() {
    Object field = manifest.get("license");
    String license = field instanceof Map<?, ?> map ? text(map.get("type")) : text(field);
    return license.isEmpty() ? "Proprietary" : license;
  }

  private void dist() {
    Map<?, ?> dist = map(manifest.get("dist"));
    lines.add("\ndist");
    lines.add(".tarball: " + colors.blue(text(dist.get("tarball"))));
    lines.add(".shasum: " + colors.green(text(dist.get("shasum"))));
    if (dist.get("integrity") != null) {
      lines.add(".integrity: " + colors.green(text(dist.get("integrity"))));
    }
    if (dist.get("unpackedSize") instanceof Number size && size.longValue() > 0) {
      lines.add(".unpackedSize: " + colors.blue(size(size.longValue())));
    }
  }

  private static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    if (bytes < 999_950) {
      return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
    }
    return bytes < 999_950_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  private void dependencies() {
    List<String> shown = new ArrayList<>();
    map(manifest.get("dependencies"))
        .forEach((name, spec) -> shown.add(colors.blue(text(name)) + ": " + text(spec)));
    if (shown.isEmpty()) {
      return;
    }
    lines.add("\ndependencies:");
    lines.add(String.join(", ", shown.subList(0, Math.min(MAX_DEPENDENCIES, shown.size()))));
    if (shown.size() > MAX_DEPENDENCIES) {
      lines.add(colors.dim("(...and " + (shown.size() - MAX_DEPENDENCIES) + " more.)"));
    }
  }

  private void people() {
    List<?> maintainers = list(document.get("maintainers"));
    if (maintainers.isEmpty()) {
      return;
    }
    lines.add("\nmaintainers:");
    maintainers.forEach(person -> lines.add("- " + person(person)));
  }

  private String person(@Nullable Object person) {
    Map<?, ?> fields = map(person);
    String name = colors.blue(text(fields.get("name")));
    String email = text(fields.get("email"));
    return person instanceof String text
        ? text
        : name + (email.isEmpty() ? "" : " <" + colors.dim(email) + ">");
  }

  private void tags() {
    List<String> shown =
        map(document.get("dist-tags")).entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<?, ?>, Instant>comparing(this::published)
                    .thenComparing(entry -> text(entry.getKey()))
                    .reversed())
            .map(entry -> colors.blue(text(entry.getKey())) + ": " + text(entry.getValue()))
            .toList();
    lines.add("\ndist-tags:");
    lines.add(String.join("\n", shown.subList(0, Math.min(MAX_TAGS, shown.size()))));
    if (shown.size() > MAX_TAGS) {
      lines.add(colors.dim("(...and " + (shown.size() - MAX_TAGS) + " more.)"));
    }
  }

  private Instant published(Map.Entry<?, ?> tag) {
    return text(tag.getKey()).equals("latest")
        ? Instant.MAX
        : time(text(tag.getValue())).orElse(Instant.EPOCH);
  }

  private Optional<Instant> time(String version) {
    try {
      return Optional.of(Instant.parse(text(map(document.get("time")).get(version))));
    } catch (DateTimeParseException unknown) {
      return Optional.empty();
    }
  }

  private void publication() {
    Object publisher = manifest.get("_npmUser");
    if (publisher == null && document.get("time") == null) {
      return;
    }
    StringBuilder line = new StringBuilder("published");
    time(text(manifest.get("version")))
        .ifPresent(when -> line.append(' ').append(colors.cyan(Ago.of(when, now))));
    if (publisher != null) {
      line.append(" by ").append(person(publisher));
    }
    lines.add("");
    lines.add(line.toString());
  }
}
