package dev.jpm.mirror.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Logins that a client has begun and a person ends in a browser. */
public final class WebLogins {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final int MOST = 1_000;

  private final InstantSource clock;
  private final Map<String, Login> byPage = new LinkedHashMap<>();

  public WebLogins(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A login under way.
   *
   * @param page the secret in the address that the person opens
   * @param poll the secret with which the client asks whether it is done
   * @param host what the client calls its machine
   * @param person who has logged in; null until then
   */
  public record Login(
      String page, String poll, String host, Instant begun, @Nullable String person) {}

  /** Begins one. */
  public synchronized Login begin(String host) {
    Instant oldest = clock.instant().minus(LIFETIME);
    byPage.values().removeIf(login -> login.begun().isBefore(oldest));
    while (byPage.size() >= MOST) {
      byPage.remove(byPage.keySet().iterator().next());
    }
    Login login = new Login(Secrets.make(24), Secrets.make(24), host, clock.instant(), null);
    byPage.put(login.page(), login);
    return login;
  }

  /** The login whose page that is. */
  public synchronized Optional<Login> find(String page) {
    return Optional.ofNullable(byPage.get(page))
        .filter(login -> login.begun().plus(LIFETIME).isAfter(clock.instant()));
  }

  /** Says who has logged in. */
  public synchronized void approve(Login login, String person) {
    byPage.put(
        login.page(), new Login(login.page(), login.poll(), login.host(), login.begun(), person));
  }

  /** The login that is polled with {@code poll}; forgotten once it has a person. */
  public synchronized Optional<Login> poll(String poll) {
    Optional<Login> found =
        byPage.values().stream()
            .filter(login -> login.poll().equals(poll))
            .findFirst()
            .flatMap(login -> find(login.page()));
    found.filter(login -> login.person() != null).ifPresent(login -> byPage.remove(login.page()));
    return found;
  }
}
