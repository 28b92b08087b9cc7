package dev.jpm.pack;

import dev.jpm.pack.IgnoreRule.Segment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a path's segments fit a pattern's. A slash at the end of a path is an empty last segment,
 * which a pattern need not speak of.
 */
record PathMatch(List<String> file, List<@Nullable Segment> pattern, boolean partial) {

  boolean isMatch() {
    return fits(0, 0);
  }

  private boolean fits(int name, int part) {
    int at = name;
    int next = part;
    while (at < file.size() && next < pattern.size()) {
      Segment segment = pattern.get(next);
      if (segment == null) {
        return fitsAnyDepth(at, next + 1);
      }
      if (!segment.matches(file.get(at))) {
        return false;
      }
      at++;
      next++;
    }
    if (at == file.size() && next == pattern.size()) {
      return true;
    }
    if (at == file.size()) {
      return partial;
    }
    return at == file.size() - 1 && file.get(at).isEmpty();
  }

  /** What comes after {@code **}: at the end it needs something to stand for. */
  private boolean fitsAnyDepth(int name, int part) {
    if (part == pattern.size()) {
      return partial || name < file.size();
    }
    if (partial) {
      return true;
    }
    for (int at = name; at <= file.size(); at++) {
      if (fits(at, part)) {
        return true;
      }
    }
    return false;
  }
}
