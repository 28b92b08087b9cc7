package dev.jpm.bench.result;

/** The page for people: what was measured stands between two markers. */
public final class DocsPage {
  /** The file beside the page that shows growth. */
  public static final String GROWTH_PICTURE = "performance-growth.svg";

  private static final String BEGIN = "<!-- bench: written by scripts/bench --write-docs -->";
  private static final String END = "<!-- end -->";

  private DocsPage() {}

  /** {@code page} with {@code measured} in place of what stood between the markers. */
  public static String with(String page, String measured) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END, Math.max(begin, 0));
    if (begin < 0 || end < 0) {
      throw new IllegalArgumentException("the page lacks the markers " + BEGIN + " and " + END);
    }
    return page.substring(0, begin + BEGIN.length())
        + "\n\n"
        + measured.strip()
        + "\n\n"
        + page.substring(end);
  }
}
