package dev.jpm.model.semver;

import dev.jpm.model.semver.Bound.Operator;
import java.util.List;

/** Whether two ranges may have a version in common, judged pairwise from their bounds. */
final class Intersection {
  private final boolean includePrerelease;

  private Intersection(boolean includePrerelease) {
    this.includePrerelease = includePrerelease;
  }

  static boolean of(Range one, Range other) {
    Intersection judge =
        new Intersection(one.isIncludingPrereleases() && other.isIncludingPrereleases());
    for (List<Bound> mine : one.alternatives()) {
      if (!judge.isSatisfiable(mine)) {
        continue;
      }
      for (List<Bound> theirs : other.alternatives()) {
        if (judge.isSatisfiable(theirs) && judge.allMeet(mine, theirs)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean allMeet(List<Bound> mine, List<Bound> theirs) {
    for (Bound a : mine) {
      for (Bound b : theirs) {
        if (!meet(a, b)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isSatisfiable(List<Bound> bounds) {
    for (int i = bounds.size() - 1; i > 0; i--) {
      for (int k = 0; k < i; k++) {
        if (!meet(bounds.get(i), bounds.get(k))) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean meet(Bound a, Bound b) {
    Version av = a.version();
    Version bv = b.version();
    if (av == null) {
      return true;
    }
    if (a.operator() == Operator.EQUAL) {
      return Range.accepts(List.of(b), av, includePrerelease);
    }
    if (bv == null) {
      return true;
    }
    if (b.operator() == Operator.EQUAL) {
      return Range.accepts(List.of(a), bv, includePrerelease);
    }
    if (isBelowEverything(a) || isBelowEverything(b)) {
      return false;
    }
    if (a.operator().isLower() == b.operator().isLower()) {
      return true;
    }
    if (av.equals(bv) && a.operator().isInclusive() && b.operator().isInclusive()) {
      return true;
    }
    return a.operator().isLower() ? av.compareTo(bv) < 0 : av.compareTo(bv) > 0;
  }

  private boolean isBelowEverything(Bound bound) {
    if (includePrerelease) {
      return bound.isNull();
    }
    return bound.operator() == Operator.LESS && bound.toString().startsWith("<0.0.0");
  }
}
