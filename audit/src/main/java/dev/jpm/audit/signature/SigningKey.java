package dev.jpm.audit.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A key that a registry signs with.
 *
 * @param expires from when on nothing is signed with it any more, as the registry writes it; null
 *     where it holds
 */
public record SigningKey(String id, PublicKey key, @Nullable String expires) {
  /** Those in a registry's answer. What is no key that can be used here is left out. */
  public static List<SigningKey> of(JsonNode answer) {
    List<SigningKey> keys = new ArrayList<>();
    for (JsonNode one : answer.path("keys")) {
      PublicKey key = key(one.path("key").asString(""));
      if (key != null) {
        keys.add(
            new SigningKey(
                one.path("keyid").asString(""), key, one.path("expires").asString(null)));
      }
    }
    return keys;
  }

  private static @Nullable PublicKey key(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(bytes));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Whether it was still in use at {@code moment}; what cannot be read as a time never was. */
  boolean heldAt(Instant moment) {
    if (expires == null) {
      return true;
    }
    try {
      return moment.isBefore(Instant.parse(expires));
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
