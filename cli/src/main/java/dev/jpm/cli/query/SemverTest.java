package dev.jpm.cli.query;

import dev.jpm.cli.query.Selector.Lookup;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code :semver(value, [attribute], function)}: compares a version or range of package.json with a
 * given one.
 *
 * @param lookup where the attribute is
 * @param attribute its name, and what else it must pass; by default {@code version}
 * @param value a version or a range; empty fits everything
 * @param function of semver, or {@code infer}: by what stands on both sides
 */
record SemverTest(Lookup lookup, AttributeTest attribute, String value, String function) {

  /** Throws where the value is neither a version nor a range. */
  void check() {
    if (Version.tryParse(value).isEmpty() && Range.tryParse(value).isEmpty()) {
      throw JpmException.of(
          ErrorCode.EQUERYINVALIDSEMVER, "`" + value + "` is not a valid semver version or range");
    }
  }

  boolean fits(JsonNode object) {
    if (!attribute.operator().isEmpty() && !attribute.fits(object)) {
      return false;
    }
    JsonNode field = object.get(attribute.attribute());
    if (field == null || !field.isString()) {
      return false;
    }
    String text = field.stringValue();
    Optional<Version> version = Version.tryParse(text);
    Optional<Range> range = Range.tryParse(text);
    return (version.isPresent() || range.isPresent())
        && compares(version.orElse(null), range.orElse(null));
  }

  private boolean compares(@Nullable Version mine, @Nullable Range myRange) {
    Version given = Version.tryParse(value).orElse(null);
    Range givenRange = Range.tryParse(value).orElse(null);
    String test = function;
    if (test.equals("infer")) {
      boolean both = given != null && mine != null;
      test = both ? "eq" : given == null && mine == null ? "intersects" : "satisfies";
    }
    return switch (test) {
      case "eq", "neq", "gt", "gte", "lt", "lte" ->
          given != null && mine != null && isOrdered(test, mine.compareTo(given));
      case "gtr", "ltr", "satisfies" -> {
        Version version = given == null ? mine : given;
        Range range = given == null ? givenRange : myRange;
        yield version != null && range != null && isBeside(test, version, range);
      }
      case "intersects" -> myRange != null && givenRange != null && myRange.intersects(givenRange);
      case "subset" -> myRange != null && givenRange != null && myRange.isSubsetOf(givenRange);
      default ->
          throw JpmException.of(
              ErrorCode.EQUERYINVALIDOPERATOR,
              "`semver." + test + "` is not a supported operator.");
    };
  }

  private static boolean isOrdered(String test, int order) {
    return switch (test) {
      case "eq" -> order == 0;
      case "neq" -> order != 0;
      case "gt" -> order > 0;
      case "gte" -> order >= 0;
      case "lt" -> order < 0;
      default -> order <= 0;
    };
  }

  private static boolean isBeside(String test, Version version, Range range) {
    if (test.equals("satisfies")) {
      return range.accepts(version);
    }
    String side = test.equals("gtr") ? ">=" : "<=";
    return !range.accepts(version) && !range.intersects(Range.parse(side + version));
  }
}
