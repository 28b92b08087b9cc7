package dev.jpm.mirror.metadata;

import java.time.Instant;
import java.util.Optional;

/** Which users providers of logins vouch for. */
public interface ProvidedPeople {
  /** The user who is {@code subject} to {@code issuer}. */
  Optional<String> find(String issuer, String subject);

  /**
   * Has {@code person} be the one who is {@code subject} to {@code issuer}; false where one of the
   * two is somebody else's. What let anybody act as {@code person} before does so no longer:
   * password, tokens, logins under way, and builds that publish without a password.
   */
  boolean bind(String issuer, String subject, String person);

  /** Says until when {@code person} looks after the mirror by what {@code issuer} has said. */
  void setAdmin(String issuer, String person, Instant until);

  /** Whether {@code person} looks after the mirror by what {@code issuer} has said. */
  boolean isAdmin(String issuer, String person, Instant now);
}
