package dev.jpm.model.error;

import java.util.regex.Pattern;

/** Takes secrets out of text before it is kept or shown. */
public final class Redacted {
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^\\s/@:]*:[^\\s/@]*@");
  private static final Pattern TOKEN =
      Pattern.compile("(?i)(_authToken|_password|_auth|authorization)([\"']?\\s*[:=]\\s*)\\S+");

  private Redacted() {}

  /** {@code text} without the user:password part of URLs and without values of auth settings. */
  public static String text(String text) {
    String withoutUsers =
        text.indexOf('@') < 0 ? text : USER_INFO.matcher(text).replaceAll("***:***@");
    return TOKEN.matcher(withoutUsers).replaceAll("$1$2***");
  }
}
