package dev.jpm.mirror;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jpm.mirror.http.FormFields;
import dev.jpm.mirror.http.Json;
import dev.jpm.model.Integrity.Algorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * A provider at which somebody is logged in already. What it says of them is what a test has said
 * last.
 */
final class OpenIdProvider implements AutoCloseable {
  static final String CLIENT = "the mirror";
  static final String SECRET = "s3cret: of the client";

  private final HttpServer server;
  private final ECKey key = Issuer.key();
  private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();
  private volatile Instant now = Instant.EPOCH;
  private volatile ECKey signer = key;
  private volatile Map<String, Object> claims = Map.of();
  private volatile Map<String, Object> more = Map.of();
  private volatile String instead = "";

  private OpenIdProvider(HttpServer server) {
    this.server = server;
  }

  static OpenIdProvider start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      OpenIdProvider provider = new OpenIdProvider(server);
      server.createContext("/.well-known/openid-configuration", provider::discover);
      server.createContext(
          "/keys",
          exchange -> answer(exchange, 200, new JWKSet(provider.key.toPublicJWK()).toString()));
      server.createContext("/authorize", provider::authorize);
      server.createContext("/token", provider::token);
      server.createContext("/userinfo", provider::tellMore);
      server.start();
      return provider;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another site than the mirror's, to a browser. */
  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Has tokens made at the time of {@code mirror} that make these claims. */
  OpenIdProvider says(Served mirror, Map<String, Object> told) {
    now = mirror.now();
    claims = told;
    signer = key;
    more = Map.of();
    instead = "";
    return this;
  }

  /** Has tokens signed by another. */
  void signWith(ECKey other) {
    signer = other;
  }

  /** Has it tell more to who asks. */
  void addsWhenAsked(Map<String, Object> told) {
    more = told;
  }

  /** Has it give out {@code token} in the place of a good one. */
  void gives(String token) {
    instead = token;
  }

  private void discover(HttpExchange exchange) throws IOException {
    ObjectNode told = Json.object().put("issuer", url()).put("jwks_uri", url() + "/keys");
    told.put("authorization_endpoint", url() + "/authorize?tenant=acme");
    told.put("token_endpoint", url() + "/token");
    if (!more.isEmpty()) {
      told.put("userinfo_endpoint", url() + "/userinfo");
    }
    answer(exchange, 200, told.toString());
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> query = FormFields.parse(exchange.getRequestURI().getRawQuery());
    Map<String, String> wanted =
        Map.of(
            "client_id", CLIENT,
            "response_type", "code",
            "code_challenge_method", "S256",
            "tenant", "acme");
    if (!query.entrySet().containsAll(wanted.entrySet())) {
      answer(exchange, 400, "{}");
      return;
    }
    String code = UUID.randomUUID().toString();
    asked.put(code, query);
    String back =
        query.get("redirect_uri")
            + "?code="
            + code
            + "&state="
            + query.get("state")
            + "&iss="
            + URLEncoder.encode(url(), StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("location", back);
    answer(exchange, 302, "");
  }

  private void token(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> form = FormFields.parse(body);
    Map<String, String> query = asked.remove(form.getOrDefault("code", ""));
    byte[] verifier = form.getOrDefault("code_verifier", "").getBytes(StandardCharsets.US_ASCII);
    String challenge =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Algorithm.SHA256.digest().digest(verifier));
    if (query == null
        || !isClient(exchange)
        || !Objects.equals(query.get("redirect_uri"), form.get("redirect_uri"))
        || !challenge.equals(query.get("code_challenge"))) {
      answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
      return;
    }
    ObjectNode given = Json.object().put("token_type", "Bearer").put("access_token", "an access");
    given.put("id_token", instead.isEmpty() ? idToken(query.getOrDefault("nonce", "")) : instead);
    answer(exchange, 200, given.toString());
  }

  private static boolean isClient(HttpExchange exchange) {
    String pair =
        URLEncoder.encode(CLIENT, StandardCharsets.UTF_8)
            + ":"
            + URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return ("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("authorization"));
  }

  private String idToken(String nonce) {
    JWTClaimsSet.Builder all =
        new JWTClaimsSet.Builder()
            .issuer(url())
            .audience(CLIENT)
            .claim("nonce", nonce)
            .claim("iat", now.getEpochSecond())
            .claim("exp", now.getEpochSecond() + 300);
    claims.forEach(all::claim);
    return Issuer.signed(all.build(), signer);
  }

  private void tellMore(HttpExchange exchange) throws IOException {
    ObjectNode told = Json.object();
    more.forEach((name, value) -> told.put(name, String.valueOf(value)));
    boolean may = "Bearer an access".equals(exchange.getRequestHeaders().getFirst("authorization"));
    answer(exchange, may ? 200 : 401, told.toString());
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
