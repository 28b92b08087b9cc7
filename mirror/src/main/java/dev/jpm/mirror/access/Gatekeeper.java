package dev.jpm.mirror.access;

import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Tells who is calling and whether that is enough. */
public final class Gatekeeper {
  private final Accounts accounts;
  private final boolean anonymousReads;

  public Gatekeeper(Accounts accounts, boolean anonymousReads) {
    this.accounts = accounts;
    this.anonymousReads = anonymousReads;
  }

  /** Whether what is read may be kept by caches that others use too. */
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
              .<Identity>map(token -> new Identity.Known(token.person(), token.readonly()))
              .orElseGet(Identity.Anonymous::new);
      case "basic" -> byPassword(credentials, call.remote());
      default -> new Identity.Anonymous();
    };
  }

  /** Whether the token that was shown is the one with that id or secret. */
  public boolean shows(Call call, String idOrSecret) {
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
    Identity.Known known = person(call);
    if (known.readonly()) {
      throw HttpProblem.forbidden("This token allows reading only");
    }
    return known.name();
  }
}
