package dev.jpm.mirror.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Verifies tokens by which issuers say who somebody is. */
public final class IdTokens {
  private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();

  private final Issuers issuers;
  private final InstantSource clock;

  public IdTokens(Issuers issuers, InstantSource clock) {
    this.issuers = issuers;
    this.clock = clock;
  }

  /** Signatures that need the issuer's secret; what needs a shared one proves nothing. */
  private static Set<JWSAlgorithm> algorithms() {
    Set<JWSAlgorithm> all = new HashSet<>(JWSAlgorithm.Family.RSA);
    all.addAll(JWSAlgorithm.Family.EC);
    return Set.copyOf(all);
  }

  /** Who is said to have made a token, whether or not that is so; empty where nobody is. */
  public static String issuer(String token) {
    try {
      String issuer = SignedJWT.parse(token).getJWTClaimsSet().getIssuer();
      return issuer == null ? "" : issuer;
    } catch (ParseException e) {
      throw refused("it cannot be read");
    }
  }

  /** What a token says that {@code issuer} has made for {@code audience}, and that counts now. */
  public JsonNode verify(String token, String issuer, String audience) {
    try {
      DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
      processor.setJWSKeySelector(
          new JWSVerificationKeySelector<>(ALGORITHMS, issuers.of(issuer).keys()));
      processor.setJWTClaimsSetVerifier(new Terms(issuer, audience, clock));
      return Json.parseAny(processor.process(SignedJWT.parse(token), null).toString());
    } catch (ParseException e) {
      throw refused("it cannot be read");
    } catch (BadJOSEException e) {
      throw refused(String.valueOf(e.getMessage()));
    } catch (JOSEException e) {
      throw Issuers.unavailable(issuer, e);
    }
  }

  /** What is told of a token that does not count. */
  public static HttpProblem refused(String why) {
    return HttpProblem.unauthorized("The id token does not count: " + why);
  }

  /** When, for whom and by whom it must have been made. */
  private static final class Terms extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final InstantSource clock;

    Terms(String issuer, String audience, InstantSource clock) {
      super(
          audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("exp", "iat", "sub"));
      this.clock = clock;
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }
}
