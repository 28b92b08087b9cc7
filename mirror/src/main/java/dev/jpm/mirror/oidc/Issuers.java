package dev.jpm.mirror.oidc;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What OpenID issuers tell of themselves; asked for when it is first needed. */
public final class Issuers {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int LARGEST = 1 << 20;

  private final DefaultResourceRetriever web =
      new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, LARGEST);
  private final ConcurrentMap<String, Told> known = new ConcurrentHashMap<>();

  /**
   * What one of them tells.
   *
   * @param url by which its tokens name it, to the letter
   */
  record Told(String url, JsonNode document, JWKSource<SecurityContext> keys) {
    /** The endpoint that it calls so; a problem where it has none that may be believed. */
    URI endpoint(String name) {
      try {
        return place(url, document, name);
      } catch (IOException e) {
        throw unavailable(url, e);
      }
    }

    boolean has(String name) {
      return document.has(name);
    }
  }

  /** What {@code issuer} tells; a problem where it cannot be asked. */
  Told of(String issuer) {
    Told told = known.get(issuer);
    if (told == null) {
      // Two at once do it twice, which costs less than one that waits for the other in vain.
      told = ask(issuer);
      known.put(issuer, told);
    }
    return told;
  }

  private Told ask(String issuer) {
    try {
      String base = issuer.replaceAll("/+$", "");
      URI page = URI.create(base + "/.well-known/openid-configuration");
      JsonNode document = Json.parseAny(web.retrieveResource(page.toURL()).getContent());
      if (!document.path("issuer").asString("").equals(issuer)) {
        throw new IOException("what it tells of itself is about another");
      }
      URI keySet = place(issuer, document, "jwks_uri");
      return new Told(
          issuer,
          document,
          JWKSourceBuilder.create(keySet.toURL(), web).refreshAheadCache(false).build());
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw unavailable(issuer, e);
    }
  }

  /** Nobody between may say what the issuer does not. */
  private static URI place(String issuer, JsonNode document, String name) throws IOException {
    try {
      URI place = URI.create(document.path(name).asString(""));
      if (URI.create(issuer).getScheme().equals(place.getScheme())) {
        return place;
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("its " + name + " is no address", e);
    }
    throw new IOException("its " + name + " is not reached as it is");
  }

  static HttpProblem unavailable(String issuer, Exception e) {
    return new HttpProblem(503, issuer + " cannot be asked: " + e.getMessage());
  }
}
