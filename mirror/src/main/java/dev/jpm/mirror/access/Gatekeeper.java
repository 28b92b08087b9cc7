package dev.jpm.mirror.access;

import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.metadata.People.Token;
import dev.jpm.mirror.metadata.TokenLimits;
import dev.jpm.model.PackageName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Tells who is calling and whether that is enough. */
public final class Gatekeeper {
  private static final String BEARER = "bearer ";

  private final Accounts accounts;
  private final Rights rights;
  private final boolean anonymousReads;

  public Gatekeeper(Accounts accounts, Rights rights, boolean anonymousReads) {
    this.accounts = accounts;
    this.rights = rights;
    this.anonymousReads = anonymousReads;
  }

  /** Whether anybody may read what no rule is about. */
  public boolean readsArePublic() {
    return anonymousReads;
  }

  /** Who is calling; a token that does not count makes nobody known. */
  public Identity identify(Call call) {
    Identity identity = shown(call);
    if (identity instanceof Identity.Known known) {
      call.caller().is(known.name());
    }
    return identity;
  }

  private Identity shown(Call call) {
    String header = call.headerOrEmpty("authorization");
    int space = header.indexOf(' ');
    if (space < 0) {
      return new Identity.Anonymous();
    }
    String credentials = header.substring(space + 1).strip();
    return switch (header.substring(0, space).toLowerCase(Locale.ROOT)) {
      case "bearer" ->
          accounts
              .token(credentials)
              .<Identity>map(token -> known(token, call.remote()))
              .orElseGet(Identity.Anonymous::new);
      case "basic" -> byPassword(credentials, call.remote());
      default -> new Identity.Anonymous();
    };
  }

  private static Identity.Known known(Token token, String remote) {
    List<String> ranges = token.limits().ranges();
    boolean counts =
        ranges.isEmpty()
            || ranges.stream()
                .flatMap(range -> AddressRange.tryParse(range).stream())
                .anyMatch(range -> range.contains(remote));
    if (!counts) {
      throw new HttpProblem(
          401,
          "This token does not count from the address " + remote,
          Map.of("www-authenticate", "ipaddress"));
    }
    return new Identity.Known(token.person(), token.readonly(), token.limits());
  }

  /** The secret of the token that was shown; of another kind of proof, or none, an empty text. */
  public String secret(Call call) {
    String header = call.headerOrEmpty("authorization");
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : "";
  }

  /** Whether the token that was shown is the one with that id or secret. */
  private boolean shows(Call call, String idOrSecret) {
    String header = call.headerOrEmpty("authorization");
    String secret = header.substring(header.indexOf(' ') + 1).strip();
    return secret.equals(idOrSecret)
        || accounts.token(secret).filter(token -> token.id().equals(idOrSecret)).isPresent();
  }

  private Identity byPassword(String credentials, String remote) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return new Identity.Anonymous();
    }
    int colon = pair.indexOf(':');
    return colon > 0 && accounts.knows(pair.substring(0, colon), pair.substring(colon + 1), remote)
        ? new Identity.Known(pair.substring(0, colon), false)
        : new Identity.Anonymous();
  }

  /** Refuses those who may not read. */
  public void admitReader(Call call) {
    if (!anonymousReads) {
      person(call);
    }
  }

  /**
   * Refuses those who may not read {@code name}, as if there were no such package. The answer is
   * whether anybody may, so that caches may keep what others use too.
   */
  public boolean admitReader(Call call, PackageName name) {
    if (rights.mayRead(new Identity.Anonymous(), name)) {
      return true;
    }
    Identity who = anonymousReads ? identify(call) : person(call);
    if (!rights.mayRead(who, name)) {
      refuseStrange(who, name);
      call.caller().keepOut();
      throw HttpProblem.notFound("Not found");
    }
    return false;
  }

  /** Where nobody reads without a token, its limits are told: that says nothing of the package. */
  private void refuseStrange(Identity who, PackageName name) {
    if (who instanceof Identity.Known known
        && !known.limits().readsPackage(name)
        && !rights.isForAll(name)) {
      throw HttpProblem.forbidden("This token is not for " + name);
    }
  }

  /** Which packages the caller may read; refuses those who may read none. */
  public Predicate<PackageName> readable(Call call) {
    admitReader(call);
    return readable(identify(call));
  }

  /** Which packages {@code who} may read. */
  public Predicate<PackageName> readable(Identity who) {
    return rights.readableBy(who);
  }

  /** The person who is calling; refuses where it is none. */
  public Identity.Known person(Call call) {
    return switch (identify(call)) {
      case Identity.Known known -> known;
      case Identity.Anonymous _ ->
          throw HttpProblem.unauthorized(
              call.headerOrEmpty("authorization").isEmpty()
                  ? "You must be logged in to do this"
                  : "The token or password does not count, or no longer");
    };
  }

  /** The name of the person who is calling and may change something. */
  public String writer(Call call) {
    return unlimited(writing(call)).name();
  }

  /** Whoever has limited a token did not think of this. */
  private static Identity.Known unlimited(Identity.Known known) {
    if (known.limits().narrow()) {
      throw HttpProblem.forbidden("This token is for some packages or organizations only");
    }
    return known;
  }

  /** The name of the person who is calling and may do so about an organization. */
  public String member(Call call, String org, boolean changes) {
    Identity.Known known = changes ? writing(call) : person(call);
    TokenLimits limits = known.limits();
    if (changes ? !limits.writesOrg(org) : !limits.readsOrg(org)) {
      throw HttpProblem.forbidden("This token is not for the organization " + org);
    }
    return known.name();
  }

  /** The person who is calling, to end the token with that id or secret; any ends itself. */
  public String ender(Call call, String idOrSecret) {
    Identity.Known known = person(call);
    if ((known.readonly() || known.limits().narrow()) && !shows(call, idOrSecret)) {
      throw HttpProblem.forbidden("This token does not allow that; it may end itself alone");
    }
    return known.name();
  }

  /** The person who is calling and may change something, within the limits that are told. */
  public Identity.Known writing(Call call) {
    Identity.Known known = person(call);
    if (known.readonly()) {
      throw HttpProblem.forbidden("This token allows reading only");
    }
    return known;
  }

  /** The name of the person who is calling and may publish versions of {@code name}. */
  public String publisher(Call call, PackageName name) {
    Identity.Known known = writing(call, name);
    // Also where they may not read it: names that are free and kept for others are refused so too.
    if (!rights.mayPublish(known, name)) {
      throw refusal(known, name);
    }
    return known.name();
  }

  /** The name of the person who is calling and may hand versions of {@code name} in. */
  public String stager(Call call, PackageName name) {
    Identity.Known known = writing(call);
    if (!known.limits().stages(name)) {
      throw HttpProblem.forbidden("This token does not allow to change " + name);
    }
    if (!rights.mayStage(known, name)) {
      throw refusal(known, name);
    }
    return known.name();
  }

  /** What somebody may do with a package. */
  @FunctionalInterface
  public interface Right {
    boolean given(Identity.Known who, PackageName name);
  }

  /**
   * The name of the person who is calling and has {@code right} to the package {@code name}.
   * Whoever may not read it is told that there is none.
   */
  public String holder(Call call, PackageName name, Right right) {
    Identity.Known known = writing(call, name);
    if (!rights.mayRead(known, name) || !rights.isPublished(name)) {
      throw HttpProblem.notFound("no package called " + name + " is published");
    }
    if (!right.given(known, name)) {
      throw refusal(known, name);
    }
    return known.name();
  }

  private Identity.Known writing(Call call, PackageName name) {
    Identity.Known known = writing(call);
    if (!known.limits().writesPackage(name)) {
      throw HttpProblem.forbidden("This token does not allow to change " + name);
    }
    return known;
  }

  /** What the rights are that somebody may have. */
  public Rights rights() {
    return rights;
  }

  private static HttpProblem refusal(Identity.Known known, PackageName name) {
    return HttpProblem.forbidden(
        "You do not have permission to change \""
            + name
            + "\". You are logged in as "
            + known.name());
  }
}
