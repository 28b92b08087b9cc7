package dev.jpm.mirror.http;

import java.util.Locale;

/** Reads {@code accept-encoding}. */
final class AcceptedEncoding {
  private AcceptedEncoding() {}

  static boolean gzip(String header) {
    for (String part : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      int semicolon = part.indexOf(';');
      String coding = (semicolon < 0 ? part : part.substring(0, semicolon)).strip();
      boolean refused = semicolon >= 0 && part.substring(semicolon).matches("; *q=0(\\.0*)? *");
      if (coding.equals("gzip") || coding.equals("*")) {
        return !refused;
      }
    }
    return false;
  }
}
