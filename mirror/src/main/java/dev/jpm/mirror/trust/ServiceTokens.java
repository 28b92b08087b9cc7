package dev.jpm.mirror.trust;

import dev.jpm.mirror.config.OidcIssuer;
import dev.jpm.mirror.oidc.IdTokens;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Verifies tokens by which services say who runs in them. */
record ServiceTokens(List<OidcIssuer> issuers, IdTokens tokens) {
  ServiceTokens {
    issuers = List.copyOf(issuers);
  }

  /** What a token says that holds, and who says it. */
  record Verified(OidcIssuer issuer, JsonNode claims) {}

  Verified verify(String token) {
    String told = IdTokens.issuer(token);
    OidcIssuer issuer =
        issuers.stream()
            .filter(known -> known.url().equals(told))
            .findFirst()
            .orElseThrow(() -> IdTokens.refused("its issuer is not one that is trusted here"));
    return new Verified(issuer, tokens.verify(token, issuer.url(), issuer.audience()));
  }
}
