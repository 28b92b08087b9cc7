package dev.jpm.mirror.oidc;

import dev.jpm.config.Secret;
import dev.jpm.mirror.config.LoginProvider;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.oidc.Issuers.Told;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The provider at which people log in: the authorization code flow, with PKCE. */
public final class Provider {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LARGEST = 1 << 20;

  private final LoginProvider config;
  private final Issuers issuers;
  private final IdTokens tokens;

  /** Asks once in a while and follows nobody elsewhere, with a secret in its hands. */
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .callTimeout(PATIENCE)
          .followRedirects(false)
          .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
          .build();

  public Provider(LoginProvider config, Issuers issuers, IdTokens tokens) {
    this.config = config;
    this.issuers = issuers;
    this.tokens = tokens;
  }

  /** What people call it. */
  public String title() {
    return config.title();
  }

  /** Whether {@code issuer}, where one is named, is this one: another's answers are not taken. */
  public boolean isCalled(String issuer) {
    return issuer.isEmpty() || issuer.equals(config.issuer());
  }

  /** The address at which a person logs in, and from which they come back to {@code redirect}. */
  public String begin(LoginAttempt attempt, String redirect) {
    return url(issuers.of(config.issuer()).endpoint("authorization_endpoint"))
        .newBuilder()
        .addQueryParameter("response_type", "code")
        .addQueryParameter("client_id", config.clientId())
        .addQueryParameter("redirect_uri", redirect)
        .addQueryParameter("scope", String.join(" ", config.scopes()))
        .addQueryParameter("state", attempt.state())
        .addQueryParameter("nonce", attempt.nonce())
        .addQueryParameter("code_challenge", attempt.challenge())
        .addQueryParameter("code_challenge_method", "S256")
        .build()
        .toString();
  }

  private HttpUrl url(URI place) {
    HttpUrl url = HttpUrl.get(place);
    if (url == null) {
      throw Issuers.unavailable(config.issuer(), new IOException("no address: " + place));
    }
    return url;
  }

  /** What the provider says of who came back with {@code code}. */
  public JsonNode claims(String code, LoginAttempt attempt, String redirect) {
    Told told = issuers.of(config.issuer());
    JsonNode answer = ask(exchange(told, code, attempt, redirect));
    JsonNode claims =
        tokens.verify(answer.path("id_token").asString(""), config.issuer(), config.clientId());
    if (!attempt.asksFor(claims.path("nonce").asString(""))) {
      throw IdTokens.refused("it is not for this login");
    }
    if (!claims.path("azp").asString(config.clientId()).equals(config.clientId())) {
      throw IdTokens.refused("it is for another than this registry");
    }
    return told.has("userinfo_endpoint") && lacks(claims)
        ? completed(told, claims, answer.path("access_token").asString(""))
        : claims;
  }

  private Request exchange(Told told, String code, LoginAttempt attempt, String redirect) {
    FormBody.Builder form =
        new FormBody.Builder()
            .add("grant_type", "authorization_code")
            .add("code", code)
            .add("redirect_uri", redirect)
            .add("code_verifier", attempt.verifier());
    Request.Builder request =
        new Request.Builder()
            .url(url(told.endpoint("token_endpoint")))
            .header("accept", "application/json");
    Secret secret = config.clientSecret();
    if (secret == null) {
      form.add("client_id", config.clientId());
    } else if (takesBasic(told)) {
      request.header(
          "authorization", Credentials.basic(encoded(config.clientId()), encoded(secret.reveal())));
    } else {
      form.add("client_id", config.clientId()).add("client_secret", secret.reveal());
    }
    return request.post(form.build()).build();
  }

  /** As the standard has it where nothing is said. */
  private static boolean takesBasic(Told told) {
    JsonNode methods = told.document().path("token_endpoint_auth_methods_supported");
    return methods.isEmpty()
        || methods.valueStream().anyMatch(each -> each.asString("").equals("client_secret_basic"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private boolean lacks(JsonNode claims) {
    return NamedClaim.in(claims, config.nameClaim()).isMissingNode()
        || (!config.groups().isEmpty()
            && NamedClaim.in(claims, config.groupsClaim()).isMissingNode())
        || (!config.emailDomains().isEmpty() && !claims.has("email"));
  }

  /** Some tokens say who somebody is and no more; the rest is told when it is asked for. */
  private JsonNode completed(Told told, JsonNode claims, String accessToken) {
    Request request =
        new Request.Builder()
            .url(url(told.endpoint("userinfo_endpoint")))
            .header("accept", "application/json")
            .header("authorization", "Bearer " + accessToken)
            .build();
    JsonNode more = ask(request);
    if (!more.path("sub").asString("").equals(claims.path("sub").asString(""))) {
      throw IdTokens.refused("what else is told is about somebody else");
    }
    ObjectNode all = Json.object();
    more.properties().forEach(claim -> all.set(claim.getKey(), claim.getValue()));
    // What is signed counts more.
    claims.properties().forEach(claim -> all.set(claim.getKey(), claim.getValue()));
    return all;
  }

  private JsonNode ask(Request request) {
    try (Response response = client.newCall(request).execute()) {
      byte[] body = response.body().byteStream().readNBytes(LARGEST + 1);
      if (body.length > LARGEST) {
        throw new IOException("the answer is too large");
      }
      JsonNode answer = Json.parseAny(new String(body, StandardCharsets.UTF_8));
      if (response.isSuccessful()) {
        return answer;
      }
      String error = answer.path("error").asString("" + response.code());
      throw new HttpProblem(502, config.title() + " does not tell who you are: " + error);
    } catch (IOException | JacksonException e) {
      throw Issuers.unavailable(config.issuer(), e);
    }
  }
}
