package dev.jpm.mirror.oidc;

import java.time.Duration;

/** Where people log in at a provider, and who they are then. */
public record ProviderLogin(Provider provider, ProviderUsers users) {
  /**
   * The user who came back with {@code code}.
   *
   * @param session how long they are believed to be what they are
   */
  public String end(String code, LoginAttempt attempt, String redirect, Duration session) {
    return users.enter(provider.claims(code, attempt, redirect), session);
  }
}
