package dev.jpm.mirror.metadata;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Logins that a client has begun and a person has not ended yet. */
public interface PendingLogins {
  /**
   * One of them; its secrets are hashed.
   *
   * @param person who has logged in; null until then
   */
  record Pending(String page, String poll, String host, Instant begun, @Nullable String person) {}

  /** Adds one; those that were begun before {@code oldest}, and all beyond {@code most}, go. */
  void add(Pending pending, Instant oldest, int most);

  Optional<Pending> byPage(String page);

  Optional<Pending> byPoll(String poll);

  /** Says who has logged in. */
  void approve(String page, String person);

  /** Ends one that has a person; false where another has ended it before. */
  boolean end(String page);
}
