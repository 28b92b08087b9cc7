package dev.jpm.registrymock.sigstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Tokens with claims that nobody signed. */
final class IdTokens {
  private IdTokens() {}

  static String of(ObjectNode claims) {
    return base64("{}") + "." + base64(claims.toString()) + ".unsigned";
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  /** The claims of {@code token}; none where it is no token. */
  static JsonNode claims(String token) {
    String[] parts = token.split("\\.", -1);
    try {
      return parts.length == 3
          ? JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(parts[1]))
          : MissingNode.getInstance();
    } catch (IllegalArgumentException | JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
