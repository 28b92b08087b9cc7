package dev.jpm.pack;

import java.nio.charset.StandardCharsets;

/**
 * A path as a tar header has room for it, cut where npm cuts.
 *
 * @param extended whether that is not all of it, so that an extended header has to tell the path
 */
record HeaderPath(String name, String prefix, boolean extended) {
  private static final int NAME_ROOM = 100;
  private static final int PREFIX_ROOM = 155;

  static HeaderPath of(String path) {
    if (length(path) < NAME_ROOM) {
      return of(path, "", false);
    }
    int slash = path.lastIndexOf('/');
    while (slash > 0) {
      String prefix = path.substring(0, slash);
      String name = path.substring(slash + 1);
      if (length(prefix) <= PREFIX_ROOM) {
        return length(name) <= NAME_ROOM ? of(name, prefix, false) : of(cut(name), prefix, true);
      }
      slash = path.lastIndexOf('/', slash - 1);
    }
    return of(cut(path), "", true);
  }

  /** The path of the extended header itself. */
  static HeaderPath ofExtendedHeader(String path) {
    return of(cut("PaxHeader/" + path.substring(path.lastIndexOf('/') + 1)), "", false);
  }

  private static HeaderPath of(String name, String prefix, boolean cut) {
    return new HeaderPath(name, prefix, cut || !isAscii(name) || !isAscii(prefix));
  }

  private static String cut(String text) {
    return text.length() < NAME_ROOM ? text : text.substring(0, NAME_ROOM - 1);
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }
}
