package dev.jpm.mirror.watch;

import java.util.List;

/** Paths as logs show them: what is secret in them is cut. */
final class ShownPath {
  private static final int LONGEST = 512;

  private ShownPath() {}

  static String of(List<String> segments) {
    boolean secret =
        segments.size() > 2
            && segments.getFirst().equals("-")
            && (segments.get(1).equals("login")
                || (segments.get(1).equals("v1") && segments.get(2).equals("done"))
                || segments.contains("token"));
    String path =
        "/" + String.join("/", secret ? segments.subList(0, segments.size() - 1) : segments);
    return cut(secret ? path + "/…" : path);
  }

  static String cut(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST));
  }
}
