package dev.jpm.mirror.trust;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.jpm.mirror.config.OidcIssuer;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Verifies tokens by which services say who runs in them. */
final class IdTokens {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int LARGEST = 1 << 20;
  private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();

  private final List<OidcIssuer> issuers;
  private final InstantSource clock;
  private final DefaultResourceRetriever web =
      new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, LARGEST);
  private final ConcurrentMap<OidcIssuer, JWKSource<SecurityContext>> keys =
      new ConcurrentHashMap<>();

  IdTokens(List<OidcIssuer> issuers, InstantSource clock) {
    this.issuers = List.copyOf(issuers);
    this.clock = clock;
  }

  /** What a token says that holds, and who says it. */
  record Verified(OidcIssuer issuer, JsonNode claims) {}

  /** Signatures that need the issuer's secret; what needs a shared one proves nothing. */
  private static Set<JWSAlgorithm> algorithms() {
    Set<JWSAlgorithm> all = new HashSet<>(JWSAlgorithm.Family.RSA);
    all.addAll(JWSAlgorithm.Family.EC);
    return Set.copyOf(all);
  }

  Verified verify(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      String told = jwt.getJWTClaimsSet().getIssuer();
      OidcIssuer issuer =
          issuers.stream()
              .filter(known -> known.url().equals(told))
              .findFirst()
              .orElseThrow(() -> refused("its issuer is not one that is trusted here"));
      DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
      processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys(issuer)));
      processor.setJWTClaimsSetVerifier(new Terms(issuer, clock));
      return new Verified(issuer, Json.parseAny(processor.process(jwt, null).toString()));
    } catch (ParseException e) {
      throw refused("it cannot be read");
    } catch (BadJOSEException e) {
      throw refused(String.valueOf(e.getMessage()));
    } catch (JOSEException e) {
      throw unavailable(e);
    }
  }

  private static HttpProblem refused(String why) {
    return HttpProblem.unauthorized("The id token does not count: " + why);
  }

  private static HttpProblem unavailable(Exception e) {
    return new HttpProblem(503, "The issuer of the id token cannot be asked: " + e.getMessage());
  }

  /** When, for whom and by whom it must have been made. */
  private static final class Terms extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final InstantSource clock;

    Terms(OidcIssuer issuer, InstantSource clock) {
      super(
          issuer.audience(),
          new JWTClaimsSet.Builder().issuer(issuer.url()).build(),
          Set.of("exp", "iat", "sub"));
      this.clock = clock;
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }

  private JWKSource<SecurityContext> keys(OidcIssuer issuer) {
    JWKSource<SecurityContext> known = keys.get(issuer);
    if (known != null) {
      return known;
    }
    // Two at once do it twice, which costs less than one that waits for the other in vain.
    JWKSource<SecurityContext> found = discovered(issuer);
    keys.put(issuer, found);
    return found;
  }

  private JWKSource<SecurityContext> discovered(OidcIssuer issuer) {
    URI url = URI.create(issuer.url());
    try {
      String base = issuer.url().replaceAll("/+$", "");
      String page =
          web.retrieveResource(URI.create(base + "/.well-known/openid-configuration").toURL())
              .getContent();
      JsonNode told = Json.parseAny(page);
      URI keySet = URI.create(told.path("jwks_uri").asString(""));
      if (!told.path("issuer").asString("").equals(issuer.url())
          || !url.getScheme().equals(keySet.getScheme())) {
        throw new IOException("what it tells of itself is about another");
      }
      return JWKSourceBuilder.create(keySet.toURL(), web).refreshAheadCache(false).build();
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw unavailable(e);
    }
  }
}
