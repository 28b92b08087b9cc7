package dev.jpm.cli.query;

import dev.jpm.cli.query.Selector.AtPath;
import dev.jpm.cli.query.Selector.DeepHaving;
import dev.jpm.cli.query.Selector.Having;
import dev.jpm.cli.query.Selector.Lookup;
import dev.jpm.cli.query.Selector.Nested;
import dev.jpm.cli.query.Selector.OfSpecType;
import dev.jpm.cli.query.Selector.Outdated;
import dev.jpm.cli.query.Selector.Part;
import dev.jpm.cli.query.Selector.Pseudo;
import dev.jpm.cli.query.Selector.Semver;
import dev.jpm.cli.query.Selector.Vulnerable;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what stands in the brackets of pseudo selectors. */
final class PseudoParser {
  private static final AttributeTest VERSION = new AttributeTest("version", "", "", false);

  private PseudoParser() {}

  static Part of(String word, String value) {
    return switch (word) {
      case "is", "not", "has" -> new Nested(word, SelectorParser.parse(value));
      case "attr" -> {
        Deep deep = deep(QueryText.parts(value));
        yield new DeepHaving(new Lookup(deep.steps()), deep.test());
      }
      case "semver" -> new Semver(semver(value));
      case "path" -> new AtPath(QueryText.unescaped(QueryText.parts(value).getFirst()));
      case "type" -> new OfSpecType(QueryText.plain(QueryText.parts(value).getFirst()));
      case "outdated" -> {
        String kind = QueryText.parts(value).getFirst();
        yield new Outdated(kind.isEmpty() ? "any" : kind);
      }
      case "vuln" -> new Vulnerable(vulnerabilities(value));
      default -> new Pseudo(word);
    };
  }

  private static List<VulnerabilityTest> vulnerabilities(String value) {
    List<VulnerabilityTest> wishes = new ArrayList<>();
    if (!value.isBlank()) {
      SelectorParser.parse(value)
          .alternatives()
          .forEach(alternative -> wishes.add(vulnerability(alternative.parts())));
    }
    return wishes;
  }

  private static VulnerabilityTest vulnerability(List<Part> parts) {
    List<String> severities = new ArrayList<>();
    List<String> cwes = new ArrayList<>();
    for (Part part : parts) {
      if (!(part instanceof Having(AttributeTest test))) {
        throw refused(":vuln pseudo-class only accepts attribute matchers or \"cwe\" tag");
      }
      List<String> values =
          switch (test.attribute()) {
            case "severity" -> severities;
            case "cwe" -> cwes;
            default ->
                throw refused(
                    ":vuln pseudo-class only matches \"severity\" and \"cwe\" attributes");
          };
      if (!test.operator().isEmpty() && !test.operator().equals("=")) {
        throw refused(":vuln pseudo-class attribute selector only accepts \"=\" operator");
      }
      values.add(test.operator().isEmpty() ? "*" : test.value());
    }
    return new VulnerabilityTest(severities, cwes);
  }

  private static JpmException refused(String sentence) {
    return JpmException.of(ErrorCode.EQUERYATTR, sentence);
  }

  private record Deep(List<@Nullable String> steps, AttributeTest test) {}

  /** Fields, and last an attribute or another {@code :attr()} for the items of a list. */
  private static Deep deep(List<String> parts) {
    List<@Nullable String> steps = new ArrayList<>();
    for (String part : parts.subList(0, parts.size() - 1)) {
      steps.add(QueryText.plain(part));
    }
    String last = parts.getLast();
    if (last.startsWith(":attr(") && last.endsWith(")")) {
      Deep inner = deep(QueryText.parts(last.substring(":attr(".length(), last.length() - 1)));
      steps.add(null);
      steps.addAll(inner.steps());
      return new Deep(steps, inner.test());
    }
    if (!last.startsWith("[") || !last.endsWith("]")) {
      throw JpmException.of(
          ErrorCode.EQUERYATTR,
          "`:attr` pseudo-class expects an attribute matcher as the last value");
    }
    return new Deep(steps, SelectorParser.attribute(last.substring(1, last.length() - 1)));
  }

  private static SemverTest semver(String value) {
    List<String> parts = new ArrayList<>(QueryText.parts(value));
    String function = "infer";
    if (parts.size() == 3) {
      function = function(parts.removeLast());
    }
    if (parts.size() == 1) {
      return new SemverTest(Lookup.TOP, VERSION, spaced(parts.getFirst()), function);
    }
    int fixed = isAttribute(parts.getFirst()) ? 1 : 0;
    if (parts.size() != 2 || isAttribute(parts.get(fixed))) {
      throw JpmException.of(
          ErrorCode.ESEMVERVALUE,
          "`:semver` pseudo-class expects a static value in the first or second position");
    }
    String range = spaced(parts.remove(fixed));
    Deep deep = deep(parts);
    return new SemverTest(new Lookup(deep.steps()), deep.test(), range, function);
  }

  private static String function(String part) {
    if (isAttribute(part)) {
      throw JpmException.of(
          ErrorCode.ESEMVERFUNC, "`:semver` pseudo-class expects a function name as last value");
    }
    return QueryText.plain(part);
  }

  private static boolean isAttribute(String part) {
    return part.startsWith("[") || part.startsWith(":");
  }

  private static String spaced(String range) {
    return QueryText.plain(range).replaceAll("\\s+", " ");
  }
}
