package dev.jpm.model.semver;

import dev.jpm.model.semver.Bound.Operator;
import dev.jpm.model.semver.Range.Mode;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One word of a range, such as {@code ^1.2}, {@code ~>3}, {@code >=1.x}, {@code 1.2.3-beta}, {@code
 * *}, as bounds.
 */
final class RangeWord {
  private final Mode mode;
  private final List<Bound> into;

  private RangeWord(Mode mode, List<Bound> into) {
    this.mode = mode;
    this.into = into;
  }

  /**
   * Adds the bounds of {@code word} to {@code into}. In loose mode a word that means nothing adds
   * nothing; false where the range is wrong as a whole.
   */
  static boolean read(String word, Mode mode, List<Bound> into) {
    return new RangeWord(mode, into).read(word);
  }

  private boolean read(String word) {
    if (word.isEmpty()) {
      return into.add(Bound.ANY);
    }
    char first = word.charAt(0);
    if (first == '^' || first == '~') {
      int start = word.startsWith("~>") ? 2 : 1;
      Partial partial = Partial.at(word, start, mode.loose());
      if (partial == null || partial.end() != word.length()) {
        return mode.loose();
      }
      return first == '^' ? caret(partial) : tilde(partial);
    }
    int start = endOfSign(word);
    Partial partial = Partial.at(word, start, mode.loose());
    boolean whole = partial != null && partial.end() == word.length() && !partial.isOutOfOrder();
    if (partial != null && whole && partial.isPatchFree()) {
      return wildcard(word.substring(0, start), partial);
    }
    return comparator(whole ? word : withoutFirstStar(word));
  }

  private boolean caret(Partial p) {
    if (p.isMajorFree()) {
      return into.add(Bound.ANY);
    }
    String upper;
    if (p.isMinorFree() || !"0".equals(p.major())) {
      upper = next(p.major()) + ".0.0-0";
    } else if (p.isPatchFree() || !"0".equals(p.minor())) {
      upper = p.major() + "." + next(p.minor()) + ".0-0";
    } else {
      upper = p.major() + "." + p.minor() + "." + next(p.patch()) + "-0";
    }
    return between(p, upper);
  }

  private boolean tilde(Partial p) {
    if (p.isMajorFree()) {
      return into.add(Bound.ANY);
    }
    return between(
        p,
        p.isMinorFree() ? next(p.major()) + ".0.0-0" : p.major() + "." + next(p.minor()) + ".0-0");
  }

  private boolean between(Partial p, String upper) {
    String lower;
    if (p.isPatchFree() || p.isMinorFree()) {
      lower = floor(p);
    } else {
      String pre = p.prerelease();
      lower = p.major() + "." + p.minor() + "." + p.patch() + (pre == null ? "" : "-" + pre);
    }
    return comparator(">=" + lower) && comparator("<" + upper);
  }

  /** The lowest version of a partial that leaves parts open. */
  private String floor(Partial p) {
    String zero = mode.includePrerelease() ? "-0" : "";
    return p.isMinorFree() ? p.major() + ".0.0" + zero : p.major() + "." + p.minor() + ".0" + zero;
  }

  /** {@code >1.2}, {@code <=1.x}, {@code 1.*}, {@code *}. */
  private boolean wildcard(String sign, Partial p) {
    if (p.isMajorFree()) {
      boolean nothing = sign.equals(">") || sign.equals("<");
      return nothing ? comparator("<0.0.0-0") : into.add(Bound.ANY);
    }
    String next =
        p.isMinorFree() ? next(p.major()) + ".0.0" : p.major() + "." + next(p.minor()) + ".0";
    String first = p.isMinorFree() ? p.major() + ".0.0" : p.major() + "." + p.minor() + ".0";
    return switch (sign) {
      case ">" -> comparator(">=" + next + (mode.includePrerelease() ? "-0" : ""));
      case ">=" -> comparator(">=" + floor(p));
      case "<" -> comparator("<" + first + "-0");
      case "<=" -> comparator("<" + next + "-0");
      default -> comparator(">=" + floor(p)) && comparator("<" + next + "-0");
    };
  }

  /** An operator with a full version; false where it is none and that is fatal. */
  private boolean comparator(String word) {
    if (word.isEmpty() || word.equals(mode.includePrerelease() ? ">=0.0.0-0" : ">=0.0.0")) {
      return into.add(Bound.ANY);
    }
    int start = endOfSign(word);
    Version version = VersionParser.parse(word.substring(start), mode.loose());
    if (version == null) {
      return mode.loose() && !hasVersionShape(word, start);
    }
    return into.add(new Bound(operator(word.substring(0, start)), version));
  }

  /** Whether only the size of its numbers keeps it from being a version. */
  private boolean hasVersionShape(String word, int start) {
    Partial partial = Partial.at(word, start, mode.loose());
    return partial != null && partial.end() == word.length() && !partial.isPatchFree();
  }

  private static Operator operator(String sign) {
    return switch (sign) {
      case "<" -> Operator.LESS;
      case "<=" -> Operator.LESS_OR_EQUAL;
      case ">" -> Operator.GREATER;
      case ">=" -> Operator.GREATER_OR_EQUAL;
      default -> Operator.EQUAL;
    };
  }

  private static int endOfSign(String word) {
    int at = 0;
    if (at < word.length() && (word.charAt(at) == '<' || word.charAt(at) == '>')) {
      at++;
    }
    return at < word.length() && word.charAt(at) == '=' ? at + 1 : at;
  }

  /** node-semver drops the first star wherever it stands, so {@code 1.2.3*} is {@code 1.2.3}. */
  private static String withoutFirstStar(String word) {
    int star = word.indexOf('*');
    if (star < 0) {
      return word;
    }
    int start = star;
    if (start > 0 && word.charAt(start - 1) == '=') {
      start--;
    }
    if (start > 0 && (word.charAt(start - 1) == '<' || word.charAt(start - 1) == '>')) {
      start--;
    }
    return word.substring(0, start) + word.substring(star + 1);
  }

  /** The number after {@code number}. One beyond JavaScript's integers makes a wrong version. */
  static String next(@Nullable String number) {
    if (number == null || number.length() > 256) {
      return "x";
    }
    return number.length() < 18
        ? Long.toString(Long.parseLong(number) + 1)
        : new BigInteger(number).add(BigInteger.ONE).toString();
  }
}
