package dev.jpm.sigstore;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** A token with which somebody else says who we are. No text of it is ever told. */
record IdToken(String text) {
  /** Who it is about, as the authority takes it. */
  String subject() {
    JsonNode claims = claims();
    String mail = claims.path("email").asString("");
    if (!mail.isEmpty() && !claims.path("email_verified").asBoolean(false)) {
      throw unreadable();
    }
    String subject = mail.isEmpty() ? claims.path("sub").asString("") : mail;
    if (subject.isEmpty()) {
      throw unreadable();
    }
    return subject;
  }

  private JsonNode claims() {
    String[] parts = text.split("\\.", 3);
    if (parts.length < 2) {
      throw unreadable();
    }
    try {
      byte[] json = Base64.getUrlDecoder().decode(parts[1].replace("=", ""));
      return JsonText.parse(new String(json, StandardCharsets.UTF_8), "token");
    } catch (IllegalArgumentException | JpmException e) {
      throw unreadable();
    }
  }

  private static JpmException unreadable() {
    return JpmException.of(ErrorCode.IDENTITY_TOKEN_PARSE_ERROR, "invalid identity token");
  }

  /** {@code told} by somebody who was shown it. */
  String keptOutOf(String told) {
    return told.replace(text, "***");
  }

  @Override
  public String toString() {
    return "IdToken";
  }
}
