package dev.jpm.mirror.packument;

import java.util.Locale;

/** The two forms of a packument. */
public enum Form {
  FULL("application/json"),
  ABBREVIATED("application/vnd.npm.install-v1+json");

  private final String type;

  Form(String type) {
    this.type = type;
  }

  public String type() {
    return type;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The form that a client prefers: the one it names first. */
  public static Form of(String accept) {
    int abbreviated = accept.indexOf(ABBREVIATED.type);
    int full = accept.indexOf(FULL.type);
    return abbreviated >= 0 && (full < 0 || abbreviated < full) ? ABBREVIATED : FULL;
  }
}
