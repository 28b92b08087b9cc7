package dev.jpm.mirror.credentials;

import dev.jpm.mirror.credentials.Issuer.Issued;
import dev.jpm.mirror.http.Json;
import java.io.IOException;
import java.net.Proxy;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Questions to services that give credentials out; their answers are short. */
final class Questions {
  /** What is on the machine itself, or beside it, is asked without a proxy. */
  static final OkHttpClient NEAR =
      new OkHttpClient.Builder()
          .proxy(Proxy.NO_PROXY)
          .followRedirects(false)
          .callTimeout(Duration.ofSeconds(5))
          .build();

  private static final long LONGEST = 256 << 10;

  private Questions() {}

  /** The text that is answered; nothing of a question or an answer is in what is thrown. */
  static String ask(OkHttpClient client, Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw new IOException(
            "no credentials: " + request.url().host() + " answered " + response.code());
      }
      return response.peekBody(LONGEST).string();
    }
  }

  /** Credentials as the services of a machine tell them. */
  static Issued issued(String text) throws IOException {
    try {
      JsonNode json = Json.parseAny(text);
      return issued(
          json.path("AccessKeyId").asString(""),
          json.path("SecretAccessKey").asString(""),
          json.path("Token").asString(""),
          json.path("Expiration").asString(""));
    } catch (JacksonException e) {
      throw new IOException("no credentials: the answer is no JSON");
    }
  }

  static Issued issued(String key, String secret, String token, String end) throws IOException {
    if (key.isEmpty() || secret.isEmpty() || token.isEmpty()) {
      throw new IOException("no credentials: the answer has none");
    }
    try {
      return new Issued(
          AwsSessionCredentialsIdentity.create(key, secret, token), Instant.parse(end));
    } catch (DateTimeException e) {
      throw new IOException("no credentials: the answer does not say when they end");
    }
  }
}
