package dev.jpm.mirror;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A service that says who runs in it. */
final class Issuer implements AutoCloseable {
  private final HttpServer server;
  private final ECKey key = key();

  private Issuer(HttpServer server) {
    this.server = server;
  }

  static Issuer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      Issuer issuer = new Issuer(server);
      issuer.tell(
          "/.well-known/openid-configuration",
          "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\"}".formatted(issuer.url(), issuer.url()));
      issuer.tell("/keys", new JWKSet(issuer.key.toPublicJWK()).toString());
      server.start();
      return issuer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tell(String path, String text) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  static ECKey key() {
    return key("it");
  }

  static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token of this service with {@code claims}, those of a good one where they say nothing. */
  String token(Served mirror, Map<String, Object> claims) {
    return token(mirror, claims, key);
  }

  String token(Served mirror, Map<String, Object> claims, ECKey signer) {
    JWTClaimsSet.Builder all =
        new JWTClaimsSet.Builder()
            .issuer(url())
            .audience("npm:npm.example")
            .subject("a run")
            .claim("iat", mirror.now().getEpochSecond())
            .claim("exp", mirror.now().getEpochSecond() + 300);
    claims.forEach(all::claim);
    return signed(all.build(), signer);
  }

  static String signed(JWTClaimsSet claims, ECKey signer) {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(signer.getKeyID()).build(), claims);
    try {
      jwt.sign(new ECDSASigner(signer));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jwt.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
