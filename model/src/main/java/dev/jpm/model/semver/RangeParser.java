package dev.jpm.model.semver;

import dev.jpm.model.semver.Range.Mode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a range: alternatives between {@code ||}, each a hyphen range or words between spaces. What
 * a word means is {@link RangeWord}'s.
 */
final class RangeParser {
  private final Mode mode;

  private RangeParser(Mode mode) {
    this.mode = mode;
  }

  static @Nullable Range parse(String text, Mode mode) {
    String raw = Chars.squeeze(text);
    RangeParser parser = new RangeParser(mode);
    List<List<Bound>> found = new ArrayList<>(2);
    int from = 0;
    while (true) {
      int bar = raw.indexOf("||", from);
      List<Bound> bounds =
          parser.alternative(Chars.trim(raw.substring(from, bar < 0 ? raw.length() : bar)));
      if (bounds == null) {
        return null;
      }
      if (!bounds.isEmpty()) {
        found.add(bounds);
      }
      if (bar < 0) {
        break;
      }
      from = bar + 2;
    }
    return found.isEmpty() ? null : new Range(raw, mode, simplified(found));
  }

  /** Without alternatives that nothing can meet, and just one where it takes everything. */
  private static List<List<Bound>> simplified(List<List<Bound>> all) {
    if (all.size() == 1) {
      return List.copyOf(all);
    }
    List<List<Bound>> possible = new ArrayList<>(all);
    possible.removeIf(bounds -> bounds.getFirst().isNull());
    if (possible.isEmpty()) {
      return List.of(all.getFirst());
    }
    for (List<Bound> bounds : possible) {
      if (possible.size() > 1 && bounds.size() == 1 && bounds.getFirst().isAny()) {
        return List.of(bounds);
      }
    }
    return List.copyOf(possible);
  }

  /** The bounds of one alternative; empty where nothing usable remains; null where it is wrong. */
  private @Nullable List<Bound> alternative(String text) {
    String words = withoutSpaceAfterOperators(hyphenReplaced(withoutBuilds(text)));
    List<Bound> found = new ArrayList<>(2);
    int from = 0;
    while (true) {
      int space = words.indexOf(' ', from);
      String word = words.substring(from, space < 0 ? words.length() : space);
      if (!RangeWord.read(word, mode, found)) {
        return null;
      }
      if (space < 0) {
        break;
      }
      from = space + 1;
    }
    return reduced(found);
  }

  private static List<Bound> reduced(List<Bound> found) {
    List<Bound> kept = new ArrayList<>(found.size());
    boolean sawAny = false;
    for (Bound bound : found) {
      if (bound.isNull()) {
        return List.of(bound);
      }
      if (bound.isAny()) {
        sawAny = true;
      } else if (!kept.contains(bound)) {
        kept.add(bound);
      }
    }
    if (kept.isEmpty() && sawAny) {
      return List.of(Bound.ANY);
    }
    return List.copyOf(kept);
  }

  private static String withoutBuilds(String text) {
    int plus = text.indexOf('+');
    if (plus < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    while (plus >= 0) {
      int end = Chars.endOfIdentifiers(text, plus + 1);
      out.append(text, from, end > plus + 1 ? plus : plus + 1);
      from = Math.max(end, plus + 1);
      plus = text.indexOf('+', from);
    }
    return out.append(text, from, text.length()).toString();
  }

  /** {@code 1.2 - 3.4} as the two comparators that it stands for; other text as it is. */
  private String hyphenReplaced(String text) {
    if (!text.contains(" - ")) {
      return text;
    }
    Partial from = Partial.at(text, 0, mode.loose());
    if (from == null || !text.startsWith(" - ", from.end())) {
      return text;
    }
    int toStart = from.end() + 3;
    Partial to = Partial.at(text, toStart, mode.loose());
    if (to == null || to.end() != text.length()) {
      return text;
    }
    String lower = lower(from, text.substring(0, from.end()));
    String upper = upper(to, text.substring(toStart));
    return Chars.trim(lower + " " + upper);
  }

  private String lower(Partial from, String written) {
    String floor = mode.includePrerelease() ? "-0" : "";
    if (from.isMajorFree()) {
      return "";
    }
    if (from.isMinorFree()) {
      return ">=" + from.major() + ".0.0" + floor;
    }
    if (from.isPatchFree()) {
      return ">=" + from.major() + "." + from.minor() + ".0" + floor;
    }
    return ">=" + written + (from.prerelease() == null ? floor : "");
  }

  private String upper(Partial to, String written) {
    if (to.isMajorFree()) {
      return "";
    }
    if (to.isMinorFree()) {
      return "<" + RangeWord.next(to.major()) + ".0.0-0";
    }
    String major = to.major() + ".";
    if (to.isPatchFree()) {
      return "<" + major + RangeWord.next(to.minor()) + ".0-0";
    }
    if (to.prerelease() != null) {
      return "<=" + major + to.minor() + "." + to.patch() + "-" + to.prerelease();
    }
    if (mode.includePrerelease()) {
      return "<" + major + to.minor() + "." + RangeWord.next(to.patch()) + "-0";
    }
    return "<=" + written;
  }

  /** Takes out the space between an operator and the version that it belongs to. */
  private static String withoutSpaceAfterOperators(String text) {
    if (text.indexOf(' ') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = endOfOperator(text, at);
      out.append(text, at, end);
      if (end > at && (c == '~' || c == '^')) {
        at = end < text.length() && text.charAt(end) == ' ' ? end + 1 : end;
      } else if (end > at) {
        boolean spaced = end < text.length() && text.charAt(end) == ' ';
        int start = spaced ? end + 1 : end;
        int version = endOfPrefix(text, start);
        boolean belongs = version < text.length() && startsVersion(text.charAt(version));
        if (belongs) {
          out.append(text, start, version);
        }
        at = belongs ? version : end;
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  private static int endOfOperator(String text, int at) {
    char c = text.charAt(at);
    char next = at + 1 < text.length() ? text.charAt(at + 1) : '\0';
    return switch (c) {
      case '<', '>' -> next == '=' ? at + 2 : at + 1;
      case '~' -> endOfTilde(text, at);
      case '=', '^' -> at + 1;
      default -> at;
    };
  }

  /** {@code ~>} may be written {@code ~ >} where a version follows. */
  private static int endOfTilde(String text, int at) {
    return text.startsWith("~>", at) && !text.startsWith("~>=", at) ? at + 2 : at + 1;
  }

  private static int endOfPrefix(String text, int from) {
    int at = from;
    while (at < text.length() && Partial.isPrefix(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean startsVersion(char c) {
    return Chars.isDigit(c) || Chars.isWildcard(c);
  }
}
