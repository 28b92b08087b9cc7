package dev.jpm.model.semver;

import dev.jpm.model.semver.Bound.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether one range lies within another, judged alternative by alternative. */
final class Subset {
  /** Whether one alternative lies within another; EMPTY where nothing can meet the inner one. */
  private enum Answer {
    YES,
    NO,
    EMPTY
  }

  private static final Bound FIRST = new Bound(Operator.GREATER_OR_EQUAL, Version.parse("0.0.0-0"));
  private static final Bound FIRST_RELEASE =
      new Bound(Operator.GREATER_OR_EQUAL, Version.of(0, 0, 0));

  private final boolean includePrerelease;

  private Subset(boolean includePrerelease) {
    this.includePrerelease = includePrerelease;
  }

  static boolean of(Range inner, Range outer) {
    Subset judge = new Subset(inner.isIncludingPrereleases() && outer.isIncludingPrereleases());
    boolean sawPossible = false;
    for (List<Bound> in : inner.alternatives()) {
      boolean within = false;
      for (List<Bound> out : outer.alternatives()) {
        Answer answer = judge.isWithin(in, out);
        sawPossible |= answer != Answer.EMPTY;
        if (answer == Answer.YES) {
          within = true;
          break;
        }
      }
      // Empty alternatives count only where all of them are empty.
      if (!within && sawPossible) {
        return false;
      }
    }
    return true;
  }

  private Answer isWithin(List<Bound> in, List<Bound> out) {
    if (in.equals(out) || (includePrerelease && isAny(out))) {
      return Answer.YES;
    }
    List<Bound> inner = isAny(in) ? List.of(includePrerelease ? FIRST : FIRST_RELEASE) : in;
    List<Bound> outer = isAny(out) ? List.of(FIRST_RELEASE) : out;
    Span span = Span.of(inner);
    if (span == null) {
      return Answer.EMPTY;
    }
    Version exact = span.exact();
    if (exact != null) {
      return exactIsWithin(span, exact, outer);
    }
    return isWithin(span, outer) ? Answer.YES : Answer.NO;
  }

  private static boolean isAny(List<Bound> bounds) {
    return bounds.size() == 1 && bounds.getFirst().isAny();
  }

  private Answer exactIsWithin(Span span, Version exact, List<Bound> outer) {
    if (!takes(span.lower(), exact) || !takes(span.upper(), exact)) {
      return Answer.EMPTY;
    }
    for (Bound bound : outer) {
      if (!takes(bound, exact)) {
        return Answer.NO;
      }
    }
    return Answer.YES;
  }

  private boolean takes(@Nullable Bound bound, Version version) {
    return bound == null || Range.accepts(List.of(bound), version, includePrerelease);
  }

  private boolean isWithin(Span span, List<Bound> outer) {
    for (Bound bound : outer) {
      if (!respects(span, bound)) {
        return false;
      }
    }
    if (!span.isPoint() && isOpenTowards(span, outer)) {
      return false;
    }
    return includePrerelease
        || (prereleaseIsNamed(span.lower(), outer) && upperIsNamed(span, outer));
  }

  private static boolean respects(Span span, Bound bound) {
    Bound lower = span.lower();
    Bound upper = span.upper();
    if (bound.operator() == Operator.EQUAL && !span.isPoint()) {
      return false;
    }
    if (lower != null) {
      if (bound.operator().isLower()) {
        if (!Span.isStricterLower(lower, bound)) {
          return false;
        }
      } else if (lower.operator().isInclusive() && !bound.accepts(Span.versionOf(lower))) {
        return false;
      }
    }
    if (upper == null) {
      return true;
    }
    if (bound.operator().isUpper()) {
      return Span.isStricterUpper(upper, bound);
    }
    return !upper.operator().isInclusive() || bound.accepts(Span.versionOf(upper));
  }

  /** Whether the span has no end on a side where the outer alternative has one. */
  private static boolean isOpenTowards(Span span, List<Bound> outer) {
    boolean outerLower = outer.stream().anyMatch(bound -> bound.operator().isLower());
    boolean outerUpper = outer.stream().anyMatch(bound -> bound.operator().isUpper());
    return (span.lower() != null && outerUpper && span.upper() == null)
        || (span.upper() != null && outerLower && span.lower() == null);
  }

  private static boolean upperIsNamed(Span span, List<Bound> outer) {
    Bound upper = span.upper();
    // <1.2.3-0 is the same as <1.2.3.
    boolean isRelease =
        upper != null
            && upper.operator() == Operator.LESS
            && Span.versionOf(upper).isFirstPrerelease();
    return isRelease || prereleaseIsNamed(upper, outer);
  }

  /** Whether a bound at a prerelease has one of the same numbers on the other side. */
  private static boolean prereleaseIsNamed(@Nullable Bound bound, List<Bound> outer) {
    if (bound == null || !Span.versionOf(bound).isPrerelease()) {
      return true;
    }
    Version own = Span.versionOf(bound);
    return outer.stream()
        .map(Span::versionOf)
        .anyMatch(version -> version.isPrerelease() && version.hasSameNumbers(own));
  }

  /** What one alternative comes down to: its tightest bounds, and the exact version it names. */
  private record Span(@Nullable Bound lower, @Nullable Bound upper, @Nullable Version exact) {

    /** Null where the bounds leave nothing. */
    static @Nullable Span of(List<Bound> bounds) {
      Bound lower = null;
      Bound upper = null;
      Version exact = null;
      for (Bound bound : bounds) {
        if (bound.operator().isLower()) {
          lower = lower == null || isStricterLower(bound, lower) ? bound : lower;
        } else if (bound.operator().isUpper()) {
          upper = upper == null || isStricterUpper(bound, upper) ? bound : upper;
        } else if (exact == null) {
          exact = bound.version();
        } else {
          return null;
        }
      }
      Span span = new Span(lower, upper, exact);
      return span.isImpossible() ? null : span;
    }

    private boolean isImpossible() {
      if (lower == null || upper == null) {
        return false;
      }
      int order = versionOf(lower).compareTo(versionOf(upper));
      boolean closed = lower.operator().isInclusive() && upper.operator().isInclusive();
      return order > 0 || (order == 0 && !closed);
    }

    /** Whether both bounds stand at one version. */
    boolean isPoint() {
      return lower != null && upper != null && versionOf(lower).compareTo(versionOf(upper)) == 0;
    }

    /** Whether the lower bound {@code a} takes no more than {@code b}. */
    static boolean isStricterLower(Bound a, Bound b) {
      int order = versionOf(a).compareTo(versionOf(b));
      return order > 0
          || (order == 0
              && (a.operator() == Operator.GREATER || b.operator() == Operator.GREATER_OR_EQUAL));
    }

    /** Whether the upper bound {@code a} takes no more than {@code b}. */
    static boolean isStricterUpper(Bound a, Bound b) {
      int order = versionOf(a).compareTo(versionOf(b));
      return order < 0
          || (order == 0
              && (a.operator() == Operator.LESS || b.operator() == Operator.LESS_OR_EQUAL));
    }

    static Version versionOf(Bound bound) {
      Version version = bound.version();
      if (version == null) {
        throw new IllegalArgumentException("any version has no bound");
      }
      return version;
    }
  }
}
