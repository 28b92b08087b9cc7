package dev.jpm.cli.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed query. What fits one of the alternatives is found.
 *
 * @param alternatives what stands between commas
 */
public record Selector(List<Alternative> alternatives) {
  public Selector {
    alternatives = List.copyOf(alternatives);
  }

  /**
   * Parts that are applied one after the other, each to what the one before has left.
   *
   * @param parts tests and, between them, combinators
   */
  record Alternative(List<Part> parts) {
    Alternative {
      parts = List.copyOf(parts);
    }
  }

  /** One step. */
  sealed interface Part {}

  /** {@code *}. */
  record Everything() implements Part {}

  /** {@code #name}. */
  record Named(String name) implements Part {}

  /** {@code .prod} and its like, without the dot. */
  record OfKind(String kind) implements Part {}

  /** {@code [attribute=value]}, at the top of package.json. */
  record Having(AttributeTest test) implements Part {}

  /** {@code >}, {@code ~} or a space between two tests. */
  record Combinator(String sign) implements Part {}

  /** {@code :is()}, {@code :not()} or {@code :has()}. */
  record Nested(String word, Selector inner) implements Part {}

  /** A pseudo selector without a value, without the colon. */
  record Pseudo(String word) implements Part {}

  /** {@code :attr(a, b, [c=d])}: the test is made on what the path of fields leads to. */
  record DeepHaving(Lookup lookup, AttributeTest test) implements Part {}

  /** {@code :semver()}. */
  record Semver(SemverTest test) implements Part {}

  /** {@code :path(glob)}; an empty one fits everything. */
  record AtPath(String glob) implements Part {}

  /** {@code :type(kind)} of spec; an empty one fits everything. */
  record OfSpecType(String type) implements Part {}

  /** {@code :outdated(kind)}. */
  record Outdated(String kind) implements Part {}

  /**
   * {@code :vuln()}: something is known against it; one of the wishes is met, or there are none.
   */
  record Vulnerable(List<VulnerabilityTest> wishes) implements Part {
    Vulnerable {
      wishes = List.copyOf(wishes);
    }
  }

  /** Syntax that is read and means nothing here; {@code kind} is how npm calls it. */
  record Unsupported(String kind) implements Part {}

  /**
   * A way into package.json.
   *
   * @param steps names of fields; null where the values of a list are meant
   */
  record Lookup(List<@Nullable String> steps) {
    static final Lookup TOP = new Lookup(List.of());
  }
}
