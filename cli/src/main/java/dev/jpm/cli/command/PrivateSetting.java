package dev.jpm.cli.command;

import dev.jpm.model.error.Redacted;
import java.util.Set;

/** Which settings are never shown, by npm's list. */
final class PrivateSetting {
  private static final Set<String> NAMES =
      Set.of("auth", "authToken", "certfile", "email", "keyfile", "password", "username");

  private PrivateSetting() {}

  /** Whether the key alone says that its value is nobody's business. */
  static boolean isProtected(String key) {
    if (key.startsWith("_") || NAMES.contains(key)) {
      return true;
    }
    if (!key.startsWith("//")) {
      return false;
    }
    String base = key.substring(key.lastIndexOf(':') + 1);
    return key.contains(":_") || NAMES.contains(base);
  }

  /** Whether key or value must not be shown. */
  static boolean is(String key, String value) {
    return isProtected(key) || !Redacted.text(value).equals(value);
  }
}
