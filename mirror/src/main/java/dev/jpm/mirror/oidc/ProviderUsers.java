package dev.jpm.mirror.oidc;

import dev.jpm.mirror.access.Accounts;
import dev.jpm.mirror.config.LoginProvider;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.ProvidedPeople;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Makes users of those whom the provider vouches for. Who has come once is known by what the
 * provider calls them for itself, so that nobody becomes them by taking their name there.
 */
public final class ProviderUsers {
  private final LoginProvider config;
  private final Accounts accounts;
  private final ProvidedPeople provided;
  private final GroupRanks ranks;
  private final InstantSource clock;

  public ProviderUsers(
      LoginProvider config, Accounts accounts, MetadataStore metadata, InstantSource clock) {
    this.config = config;
    this.accounts = accounts;
    this.provided = metadata.provided();
    this.ranks = new GroupRanks(config, metadata.organizations());
    this.clock = clock;
  }

  /**
   * The user of whom {@code claims} tell; made where there is none.
   *
   * @param session how long a rank holds that goes beyond organizations
   */
  public String enter(JsonNode claims, Duration session) {
    checkDomain(claims);
    String subject = claims.path("sub").asString("");
    String person = provided.find(config.issuer(), subject).orElseGet(() -> bound(claims, subject));
    Set<String> groups = groups(claims);
    Instant now = clock.instant();
    provided.setAdmin(
        config.issuer(), person, ranks.isAdmin(groups) ? now.plus(session) : Instant.EPOCH);
    ranks.apply(person, groups);
    return person;
  }

  private void checkDomain(JsonNode claims) {
    if (!config.emailDomains().isEmpty()) {
      String email = claims.path("email").asString("");
      if (!config.emailDomains().contains(domain(email)) || !isVerified(claims)) {
        throw HttpProblem.forbidden(
            "Only who has a verified e-mail address of "
                + String.join(", ", config.emailDomains().stream().sorted().toList())
                + " comes in here");
      }
    }
  }

  private static boolean isVerified(JsonNode claims) {
    return claims.path("email_verified").asString("").equals("true");
  }

  private static String domain(String email) {
    return email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }

  /** Whose name it is from now on; an earlier user of that name is the same person, from now on. */
  private String bound(JsonNode claims, String subject) {
    String name = name(claims);
    String email = claims.path("email").asString("");
    accounts.admit(name, email);
    if (!provided.bind(config.issuer(), subject, name)) {
      throw HttpProblem.forbidden(
          "The user name " + name + " is somebody else's whom " + config.title() + " knows");
    }
    return name;
  }

  /** An address counts as a name only where all addresses are of the same few domains. */
  private String name(JsonNode claims) {
    String told = NamedClaim.in(claims, config.nameClaim()).asString("");
    int at = told.lastIndexOf('@');
    boolean address = at > 0;
    boolean theirs = !config.nameClaim().equals("email") || isVerified(claims);
    if (address && !(theirs && config.emailDomains().contains(domain(told)))) {
      throw HttpProblem.forbidden(
          config.title() + " calls you “" + told + "”, which is of no domain that is known here");
    }
    String name = (address ? told.substring(0, at) : told).toLowerCase(Locale.ROOT);
    if (!Accounts.isName(name)) {
      throw HttpProblem.forbidden(
          config.title() + " calls you “" + told + "”, which cannot be the name of a user here");
    }
    return name;
  }

  private Set<String> groups(JsonNode claims) {
    JsonNode told = NamedClaim.in(claims, config.groupsClaim());
    Set<String> groups = new HashSet<>();
    if (told.isString()) {
      groups.add(told.asString());
    }
    told.valueStream().filter(JsonNode::isString).forEach(each -> groups.add(each.asString()));
    return groups;
  }
}
