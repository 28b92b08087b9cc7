package dev.jpm.mirror.page;

import dev.jpm.mirror.http.Call;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What a browser keeps for the mirror; no script and no other site reads it. */
enum Cookies {
  /** Who is signed in. Nothing that another site leads to brings it. */
  SESSION("jpm-session", "", "Strict"),
  /** A login at the provider, from where the browser comes back with it. */
  ATTEMPT("jpm-login", "-/web/sign-in", "Lax");

  private final String name;
  private final String place;
  private final String sites;

  Cookies(String name, String place, String sites) {
    this.name = name;
    this.place = place;
    this.sites = sites;
  }

  Optional<String> get(Call call) {
    for (String pair : call.headerOrEmpty("cookie").split(";", -1)) {
      String[] parts = pair.strip().split("=", 2);
      if (parts.length == 2 && parts[0].equals(name)) {
        return Optional.of(parts[1]);
      }
    }
    return Optional.empty();
  }

  /** The header that has a browser keep {@code value} for a while. */
  String set(Call call, String value, Duration lifetime) {
    return name
        + "="
        + value
        + "; Path="
        + URI.create(call.base()).getRawPath()
        + place
        + "; Max-Age="
        + lifetime.toSeconds()
        + "; HttpOnly; SameSite="
        + sites
        + (call.base().startsWith("https:") ? "; Secure" : "");
  }
}
