package dev.jpm.model.error;

import java.util.regex.Pattern;

/** Takes secrets out of text before it is kept or shown. */
public final class Redacted {
  /** Everybody is git where git is asked over SSH: that is no secret. */
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)(?!git@)[^\\s/@]+@");

  /** What npm takes out: its own tokens, and those that it gave in former times. */
  private static final Pattern NPM_TOKEN = Pattern.compile("(?i)\\bnpms?_[a-z0-9]{36,48}\\b");

  private static final Pattern UUID =
      Pattern.compile("(?i)\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b");

  /** Values that no word of a sentence looks like. */
  private static final Pattern HEADER =
      Pattern.compile("\\b((?i:basic|bearer)\\s+)(?=[a-z+/_.-]*[A-Z0-9=])[\\w+/=.-]{8,}");

  private static final Pattern TOKEN =
      Pattern.compile("(?i)(_authToken|_password|_auth|authorization)([\"']?\\s*[:=]\\s*)\\S+");

  private Redacted() {}

  /**
   * {@code text} without the users and passwords of URLs, values of auth settings and headers, and
   * tokens.
   */
  public static String text(String text) {
    String withoutUsers = text.indexOf('@') < 0 ? text : USER_INFO.matcher(text).replaceAll("***@");
    String withoutHeaders = HEADER.matcher(withoutUsers).replaceAll("$1***");
    String withoutSettings = TOKEN.matcher(withoutHeaders).replaceAll("$1$2***");
    String withoutTokens = NPM_TOKEN.matcher(withoutSettings).replaceAll("npm_***");
    return UUID.matcher(withoutTokens).replaceAll("***");
  }
}
