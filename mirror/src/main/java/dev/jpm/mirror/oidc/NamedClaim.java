package dev.jpm.mirror.oidc;

import tools.jackson.databind.JsonNode;

/** Finds claims by the names that a configuration has for them. */
final class NamedClaim {
  private NamedClaim() {}

  /** The claim of that name, or the one to which dots in it lead: {@code realm_access.roles}. */
  static JsonNode in(JsonNode claims, String name) {
    JsonNode found = claims.path(name);
    int dot = name.indexOf('.');
    return found.isMissingNode() && dot > 0 && claims.has(name.substring(0, dot))
        ? in(claims.path(name.substring(0, dot)), name.substring(dot + 1))
        : found;
  }
}
