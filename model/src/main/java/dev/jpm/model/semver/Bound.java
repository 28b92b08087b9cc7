package dev.jpm.model.semver;

import org.jspecify.annotations.Nullable;

/** One comparator of a range: an operator and the version it stands before; or anything at all. */
record Bound(Operator operator, @Nullable Version version) {
  static final Bound ANY = new Bound(Operator.EQUAL, null);

  enum Operator {
    EQUAL(""),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    boolean isLower() {
      return this == GREATER || this == GREATER_OR_EQUAL;
    }

    boolean isUpper() {
      return this == LESS || this == LESS_OR_EQUAL;
    }

    boolean isInclusive() {
      return this == LESS_OR_EQUAL || this == GREATER_OR_EQUAL;
    }
  }

  boolean isAny() {
    return version == null;
  }

  /** {@code <0.0.0-0}: nothing can be lower. */
  boolean isNull() {
    return operator == Operator.LESS && version != null && version.toString().equals("0.0.0-0");
  }

  /** Whether {@code candidate} is on the right side, whatever its prerelease. */
  boolean accepts(Version candidate) {
    if (version == null) {
      return true;
    }
    int order = candidate.compareTo(version);
    return switch (operator) {
      case EQUAL -> order == 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  @Override
  public String toString() {
    return version == null ? "" : operator.sign + version;
  }
}
