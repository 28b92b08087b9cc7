package dev.jpm.model.semver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The cases that node-semver is released with, as facts: what is asked, {@code l} for loose and
 * {@code p} for prereleases included, and the answer. They go through what the resolver uses.
 */
class NodeSemverSuiteTest {
  private static final Map<String, Integer> COUNTS = new LinkedHashMap<>();

  static {
    COUNTS.put("beyond", 21);
    COUNTS.put("bumps", 100);
    COUNTS.put("equal", 37);
    COUNTS.put("excludes", 97);
    COUNTS.put("greater", 31);
    COUNTS.put("includes", 126);
    COUNTS.put("invalid", 7);
    COUNTS.put("lowest", 43);
    COUNTS.put("meets", 36);
    COUNTS.put("misses", 18);
    COUNTS.put("newest", 4);
    COUNTS.put("parses", 133);
    COUNTS.put("valid", 22);
    COUNTS.put("within", 61);
  }

  @Test
  void all736CasesHold() {
    List<String> wrong = new ArrayList<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String[] row : Sheet.rows("node-semver.tsv")) {
      counts.merge(row[0], 1, Integer::sum);
      String answer = answer(row);
      if (!answer.isEmpty()) {
        wrong.add(String.join(" ", row) + " but " + answer);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(counts).containsExactlyInAnyOrderEntriesOf(COUNTS);
  }

  /** What is wrong; empty where all is as node-semver has it. */
  private static String answer(String[] row) {
    boolean loose = row[1].contains("l");
    boolean prereleases = row[1].contains("p");
    String first = Sheet.text(row[2]);
    return switch (row[0]) {
      case "greater" -> wrong(order(row, loose) > 0, "is not");
      case "equal" -> wrong(order(row, loose) == 0, "is not");
      case "includes" -> wrong(takes(row, loose, prereleases), "does not");
      case "excludes" -> wrong(!takes(row, loose, prereleases), "does");
      case "parses" ->
          differs(
              range(first, loose, prereleases).map(NodeSemverSuiteTest::form),
              Sheet.textOrNull(row[3]));
      case "meets" -> wrong(one(row).intersects(other(row)), "does not");
      case "misses" -> wrong(!one(row).intersects(other(row)), "does");
      case "within" -> wrong(isWithin(row, prereleases), "is not");
      case "beyond" -> wrong(!isWithin(row, prereleases), "is");
      case "bumps" ->
          differs(
              version(first, loose)
                  .flatMap(v -> VersionBump.next(v, Sheet.text(row[3]), Sheet.text(row[4])))
                  .map(Version::toString),
              Sheet.textOrNull(row[5]));
      case "invalid" -> wrong(version(first, loose).isEmpty(), "is valid");
      case "valid" ->
          differs(version(first, false).map(NodeSemverSuiteTest::parts), Sheet.text(row[3]));
      case "lowest" ->
          differs(
              range(first, loose, false).flatMap(Range::minVersion).map(Version::toString),
              Sheet.textOrNull(row[3]));
      case "newest" ->
          differs(
              range(first, loose, false)
                  .flatMap(range -> range.newestOf(versions(row)))
                  .map(Version::raw),
              Sheet.text(row[3]));
      default -> "unknown";
    };
  }

  private static List<Version> versions(String[] row) {
    return Stream.of(Sheet.text(row[4]).split(" ")).map(Version::parseLoose).toList();
  }

  private static String parts(Version version) {
    return String.join(
        " ",
        Long.toString(version.major()),
        Long.toString(version.minor()),
        Long.toString(version.patch()),
        String.join(".", version.prerelease()));
  }

  private static int order(String[] row, boolean loose) {
    return version(Sheet.text(row[2]), loose)
        .orElseThrow()
        .compareTo(version(Sheet.text(row[3]), loose).orElseThrow());
  }

  private static boolean takes(String[] row, boolean loose, boolean prereleases) {
    Optional<Version> version = version(Sheet.text(row[3]), loose);
    return version.isPresent()
        && range(Sheet.text(row[2]), loose, prereleases)
            .filter(range -> range.accepts(version.get()))
            .isPresent();
  }

  /** As validRange has it, which calls the range of all versions by its name. */
  private static String form(Range range) {
    String form = range.toString();
    return form.isEmpty() ? "*" : form;
  }

  private static Range one(String[] row) {
    return Range.parse(Sheet.text(row[2]));
  }

  private static Range other(String[] row) {
    return Range.parse(Sheet.text(row[3]));
  }

  private static boolean isWithin(String[] row, boolean prereleases) {
    Range one = prereleases ? one(row).includingPrereleases() : one(row);
    return one.isSubsetOf(prereleases ? other(row).includingPrereleases() : other(row));
  }

  private static Optional<Version> version(String text, boolean loose) {
    return loose ? Version.tryParseLoose(text) : Version.tryParse(text);
  }

  private static Optional<Range> range(String text, boolean loose, boolean prereleases) {
    if (!prereleases) {
      return loose ? Range.tryParseLoose(text) : Range.tryParse(text);
    }
    return loose
        ? Range.tryParseLoose(text).map(Range::includingPrereleases)
        : Range.tryParseIncludingPrereleases(text);
  }

  private static String wrong(boolean right, String otherwise) {
    return right ? "" : otherwise;
  }

  private static String differs(Optional<String> found, @Nullable String wanted) {
    return found.equals(Optional.ofNullable(wanted)) ? "" : "is " + found.orElse("none");
  }
}
