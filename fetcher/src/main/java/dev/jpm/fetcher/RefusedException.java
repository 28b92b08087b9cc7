package dev.jpm.fetcher;

import dev.jpm.config.Credentials.Login;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.util.OptionalLong;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The server answered, but not with what was asked for. */
final class RefusedException extends IOException {
  /** Enough for any message; an error page may be longer. */
  private static final long MAX_BODY = 1 << 16;

  private final int status;
  private final String reason;
  private final URI url;
  private final Login login;
  private final @Nullable String challenge;
  private final @Nullable String retryAfter;
  private final String body;

  private RefusedException(Response response, URI url, Login login, String body) {
    super("HTTP " + response.code());
    this.status = response.code();
    this.reason =
        response.message().isEmpty() ? HttpStatusText.of(response.code()) : response.message();
    this.url = url;
    this.login = login;
    this.challenge = response.header("www-authenticate");
    this.retryAfter = response.header("retry-after");
    this.body = body;
  }

  static RefusedException of(Response response, URI url, Login login) {
    String body;
    try {
      body = response.peekBody(MAX_BODY).string();
    } catch (IOException unreadable) {
      body = "";
    }
    return new RefusedException(response, url, login, body);
  }

  int status() {
    return status;
  }

  /** The status in words: Not Found. */
  String reason() {
    return reason;
  }

  URI url() {
    return url;
  }

  Login login() {
    return login;
  }

  @Nullable String challenge() {
    return challenge;
  }

  String body() {
    return body;
  }

  /** The {@code error} of a JSON body; empty where there is none. */
  String error() {
    return json().path("error").asString("");
  }

  /** The body where it is an object; else an empty one. */
  ObjectNode json() {
    if (body.stripLeading().startsWith("{")) {
      try {
        return JsonText.parseObject(body, "answer");
      } catch (JpmException notJson) {
        return JsonNodeFactory.instance.objectNode();
      }
    }
    return JsonNodeFactory.instance.objectNode();
  }

  /** How long to wait, where the server says it in seconds. */
  OptionalLong retryAfterSeconds() {
    return RetryPolicy.seconds(retryAfter);
  }
}
