package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Accounts.TokenWish;
import dev.jpm.mirror.access.AddressRange;
import dev.jpm.mirror.config.TeamName;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.metadata.TokenLimits;
import dev.jpm.mirror.metadata.TokenLimits.Orgs;
import dev.jpm.mirror.metadata.TokenLimits.Packages;
import dev.jpm.mirror.metadata.TokenLimits.Permission;
import dev.jpm.model.PackageName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what a token is to be. What cannot be kept to is refused: dropped in silence, a limit would
 * be trusted by those who wished it.
 */
record TokenWishes(ObjectNode body) {
  private static final String PACKAGES = "packages_and_scopes_permission";
  private static final String ORGS = "orgs_permission";

  TokenWish read() {
    TokenLimits limits = limits();
    boolean readonly =
        body.path("readonly").asBoolean(false)
            || (readsAtMost(limits.packages().permission())
                && readsAtMost(limits.orgs().permission()));
    int days = body.path("expires").asInt(0);
    return new TokenWish(
        body.path("name").asString(""), readonly, days > 0 ? Duration.ofDays(days) : null, limits);
  }

  private static boolean readsAtMost(Permission permission) {
    return permission.compareTo(Permission.READ_ONLY) <= 0;
  }

  private TokenLimits limits() {
    List<String> names = texts("packages", TokenWishes::isName);
    List<String> scopes = scopes();
    List<String> orgs = bare(texts("orgs", org -> TeamName.isOrg(bare(org))));
    boolean all = body.path("packages_all").asBoolean(false);
    boolean someOfPackages = all || !names.isEmpty() || !scopes.isEmpty();
    Optional<Permission> onPackages = permission(PACKAGES, someOfPackages);
    Optional<Permission> onOrgs = permission(ORGS, !orgs.isEmpty());
    List<String> ranges = new ArrayList<>(texts("cidr_whitelist", TokenWishes::isRange));
    ranges.addAll(texts("cidr", TokenWishes::isRange));
    if (onPackages.isEmpty() && onOrgs.isEmpty()) {
      return new TokenLimits(TokenLimits.NONE.packages(), TokenLimits.NONE.orgs(), ranges);
    }
    // Who speaks of one of the two says that the token is not for the other.
    return new TokenLimits(
        onPackages
            .map(may -> new Packages(may, all || !someOfPackages, names, scopes))
            .orElse(Packages.NONE),
        onOrgs.map(may -> new Orgs(may, orgs.isEmpty(), orgs)).orElse(Orgs.NONE),
        ranges);
  }

  private Optional<Permission> permission(String field, boolean needed) {
    String word = body.path(field).asString("");
    Optional<Permission> permission = Permission.of(word);
    if (permission.isEmpty() && (needed || !word.isEmpty())) {
      throw HttpProblem.badRequest(
          field + " must say what the token allows: read-only, read-write or no-access");
    }
    return permission;
  }

  private List<String> scopes() {
    return bare(texts("scopes", scope -> TeamName.isOrg(bare(scope)))).stream()
        .map(scope -> "@" + scope)
        .toList();
  }

  private List<String> texts(String field, Predicate<String> valid) {
    JsonNode list = body.path(field);
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    List<String> texts = list.valueStream().map(text -> text.asString("")).toList();
    Optional<String> wrong = texts.stream().filter(text -> !valid.test(text)).findFirst();
    if (!list.isArray() || wrong.isPresent()) {
      throw HttpProblem.badRequest(
          "This registry cannot limit a token by " + field + ": " + wrong.orElse("it is no list"));
    }
    return texts;
  }

  private static boolean isName(String name) {
    return PackageName.tryParse(name).isPresent();
  }

  private static boolean isRange(String range) {
    return AddressRange.tryParse(range).isPresent();
  }

  private static List<String> bare(List<String> texts) {
    return texts.stream().map(TokenWishes::bare).toList();
  }

  private static String bare(String text) {
    return text.startsWith("@") ? text.substring(1) : text;
  }
}
