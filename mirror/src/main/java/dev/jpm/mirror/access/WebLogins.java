package dev.jpm.mirror.access;

import dev.jpm.mirror.metadata.PendingLogins;
import dev.jpm.mirror.metadata.PendingLogins.Pending;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Logins that a client has begun and a person ends in a browser. Client and browser may be with two
 * nodes, so that what is known of a login stands in the store.
 */
public final class WebLogins {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final int MOST = 1_000;

  private final PendingLogins logins;
  private final InstantSource clock;

  public WebLogins(PendingLogins logins, InstantSource clock) {
    this.logins = logins;
    this.clock = clock;
  }

  /**
   * The secrets of a login that has begun.
   *
   * @param page in the address that the person opens
   * @param poll with which the client asks whether it is done
   */
  public record Begun(String page, String poll) {}

  /** Begins one for a client that calls its machine {@code host}. */
  public Begun begin(String host) {
    Begun begun = new Begun(Secrets.make(24), Secrets.make(24));
    logins.add(
        new Pending(
            Secrets.hash(begun.page()), Secrets.hash(begun.poll()), host, clock.instant(), null),
        clock.instant().minus(LIFETIME),
        MOST);
    return begun;
  }

  /** The login whose page that is. */
  public Optional<Pending> find(String page) {
    return logins.byPage(Secrets.hash(page)).filter(this::counts);
  }

  /** Says who has logged in. */
  public void approve(Pending login, String person) {
    logins.approve(login.page(), person);
  }

  /** The login that is polled with {@code poll}; forgotten once it has a person. */
  public Optional<Pending> poll(String poll) {
    return logins
        .byPoll(Secrets.hash(poll))
        .filter(this::counts)
        .filter(login -> login.person() == null || logins.end(login.page()));
  }

  private boolean counts(Pending login) {
    return login.begun().plus(LIFETIME).isAfter(clock.instant());
  }
}
