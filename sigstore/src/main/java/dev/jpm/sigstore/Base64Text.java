package dev.jpm.sigstore;

import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** Bytes in bundles. */
final class Base64Text {
  private Base64Text() {}

  /**
   * The bytes in {@code text}.
   *
   * @param what they are, for people
   */
  static byte[] decode(JsonNode text, String what) throws UnprovenException {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.asString(""));
      if (bytes.length > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new UnprovenException(what + " is no Base64", e);
    }
    throw new UnprovenException(what + " is missing");
  }
}
