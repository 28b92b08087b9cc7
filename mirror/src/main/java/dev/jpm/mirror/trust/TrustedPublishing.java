package dev.jpm.mirror.trust;

import dev.jpm.mirror.access.Identity;
import dev.jpm.mirror.access.Rights;
import dev.jpm.mirror.access.Secrets;
import dev.jpm.mirror.config.OidcIssuer;
import dev.jpm.mirror.config.OidcIssuer.Kind;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.mirror.metadata.TrustRules;
import dev.jpm.mirror.metadata.TrustRules.Rule;
import dev.jpm.mirror.oidc.IdTokens;
import dev.jpm.mirror.publish.Publisher;
import dev.jpm.mirror.trust.ServiceTokens.Verified;
import dev.jpm.model.PackageName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets builds publish without a password: a service's token is taken for a short-lived one of the
 * mirror, which is good for one package and for nothing else.
 */
public final class TrustedPublishing {
  /** The permission to publish, as npm calls it. */
  public static final String PUBLISH = "createPackage";

  /** The permission to bring what a person has to approve. */
  public static final String STAGE = "createStagedPackage";

  private static final List<String> PERMISSIONS = List.of(PUBLISH, STAGE);
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final String PREFIX = "jpmci_";
  private static final String BEARER = "bearer ";

  private final TrustRules rules;
  private final Rights rights;
  private final OwnPackages packages;
  private final ServiceTokens tokens;
  private final InstantSource clock;

  public TrustedPublishing(
      TrustRules rules,
      Rights rights,
      OwnPackages packages,
      List<OidcIssuer> issuers,
      IdTokens tokens,
      InstantSource clock) {
    this.rules = rules;
    this.rights = rights;
    this.packages = packages;
    this.tokens = new ServiceTokens(issuers, tokens);
    this.clock = clock;
  }

  /** A token that was given, with its secret, which is told this once. */
  public record Given(String secret, Instant created, Instant expires) {}

  /** A token to publish {@code name} for the service's one in {@code call}. */
  public Given exchange(Call call, PackageName name) {
    Verified verified = tokens.verify(bearer(call));
    Rule rule =
        rules.of(name).stream()
            .filter(it -> it.type().equals(verified.issuer().kind().word()))
            .filter(it -> Claims.match(verified.issuer().kind(), it.claims(), verified.claims()))
            .filter(this::holds)
            .findFirst()
            .orElseThrow(() ->
                HttpProblem.notFound("No trusted publisher of " + name + " is as this id token"));
    call.caller().is(rule.person());
    String secret = PREFIX + Secrets.make(32);
    Instant now = clock.instant();
    rules.give(Secrets.hash(secret), rule, now, now.plus(LIFETIME));
    return new Given(secret, now, now.plus(LIFETIME));
  }

  /** Nobody's trust outlasts their own rights. */
  private boolean holds(Rule rule) {
    return packages.find(rule.name()).isPresent()
        && rights.mayTrust(new Identity.Known(rule.person(), false), rule.name());
  }

  /** Who publishes {@code name}, where that is a service; empty where no token of its is shown. */
  public Optional<Publisher> publisher(Call call, PackageName name, String permission) {
    String secret = bearer(call);
    if (!secret.startsWith(PREFIX)) {
      return Optional.empty();
    }
    Rule rule =
        rules
            .byToken(Secrets.hash(secret), clock.instant())
            .filter(this::holds)
            .orElseThrow(() -> HttpProblem.unauthorized("The token does not count, or no longer"));
    if (!rule.name().equals(name) || !rule.permissions().contains(permission)) {
      throw HttpProblem.forbidden("This token is not for publishing " + name);
    }
    call.caller().is(rule.person());
    return Optional.of(
        new Publisher(
            rule.person(),
            Json.object().put("id", rule.type()).put("oidcConfigId", "oidc:" + rule.id())));
  }

  private static String bearer(Call call) {
    String header = call.headerOrEmpty("authorization");
    return header.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? header.substring(BEARER.length()).strip()
        : "";
  }

  public List<Rule> rules(PackageName name) {
    return rules.of(name);
  }

  /** Trusts what {@code wish} tells, in npm's words, to publish {@code name} for {@code person}. */
  public Rule trust(PackageName name, JsonNode wish, String person) {
    Kind kind =
        Kind.of(wish.path("type").asString(""))
            .orElseThrow(() -> HttpProblem.badRequest("type must be github, gitlab or circleci"));
    if (!(wish.path("claims") instanceof ObjectNode claims)) {
      throw HttpProblem.badRequest("claims must be an object");
    }
    Claims.check(kind, claims);
    List<String> permissions =
        wish.path("permissions").valueStream().map(each -> each.asString("")).distinct().toList();
    if (permissions.isEmpty() || !PERMISSIONS.containsAll(permissions)) {
      throw HttpProblem.badRequest("permissions must be some of " + String.join(", ", PERMISSIONS));
    }
    Rule rule =
        new Rule(UUID.randomUUID().toString(), name, kind.word(), claims, permissions, person);
    rules.add(rule, clock.instant());
    return rule;
  }

  public boolean revoke(PackageName name, String id) {
    return rules.remove(name, id);
  }
}
