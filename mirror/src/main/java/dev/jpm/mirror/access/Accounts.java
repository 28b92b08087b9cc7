package dev.jpm.mirror.access;

import dev.jpm.mirror.config.LoginProvider;
import dev.jpm.mirror.config.MirrorConfig.Access;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.metadata.People;
import dev.jpm.mirror.metadata.People.Person;
import dev.jpm.mirror.metadata.People.Token;
import dev.jpm.mirror.metadata.TokenLimits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** People, their passwords and their tokens. */
public final class Accounts {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final int SHORTEST_PASSWORD = 8;
  private static final String PREFIX = "jpm_";
  private static final String LOGIN = "login";
  private static final String BROWSER = "browser";

  /** What tokens are called that a password was shown for, and that nobody made on purpose. */
  private static final Set<String> LOGINS = Set.of(LOGIN, BROWSER);

  /** Begins what browsers hold: no client shows one, and no page takes another. */
  private static final String SESSION = "jpmb_";

  private final People people;
  private final InstantSource clock;
  private final Access access;
  private final Predicate<String> reserved;
  private final Passwords passwords = new Passwords();
  private final Attempts attempts;
  private final KnownPasswords known;

  /**
   * @param access how people log in, and whether they may make themselves a user
   * @param reserved names of which they may not
   */
  public Accounts(People people, InstantSource clock, Access access, Predicate<String> reserved) {
    this.people = people;
    this.clock = clock;
    this.access = access;
    this.reserved = reserved;
    this.attempts = new Attempts(clock);
    this.known = new KnownPasswords(clock);
  }

  /**
   * What a token is to be.
   *
   * @param lifetime null where it never ends
   */
  public record TokenWish(
      String name, boolean readonly, @Nullable Duration lifetime, TokenLimits limits) {
    /** What a login leaves with a client. */
    public static final TokenWish LOGIN = new TokenWish(Accounts.LOGIN, false, null);

    /** One that is about everything. */
    public TokenWish(String name, boolean readonly, @Nullable Duration lifetime) {
      this(name, readonly, lifetime, TokenLimits.NONE);
    }
  }

  /** A token with its secret, which is told this once. */
  public record MadeToken(String secret, Token token) {}

  public Optional<Person> find(String name) {
    return people.find(name);
  }

  /**
   * Whether {@code password} is that of {@code name}; takes as long where there is no such person.
   * Who is wrong too often from {@code remote} is refused for a while.
   */
  public boolean knows(String name, String password, String remote) {
    if (!access.signIn().passwords()) {
      return false;
    }
    attempts.admit(remote, name);
    boolean told = false;
    try {
      boolean right = knows(name, password);
      attempts.ended(remote, name, right);
      told = true;
      return right;
    } finally {
      if (!told) {
        attempts.abandoned(remote, name);
      }
    }
  }

  private boolean knows(String name, String password) {
    Optional<Person> person = people.find(name);
    if (person.isEmpty()) {
      passwords.hash(password);
      return false;
    }
    String hash = person.get().password();
    if (known.has(password, hash)) {
      return true;
    }
    if (!passwords.matches(password, hash)) {
      return false;
    }
    known.add(password, Passwords.isOwn(hash) ? hash : stretched(name, password, hash));
    return true;
  }

  /** A password from another server is kept as all others from now on. */
  private String stretched(String name, String password, String foreign) {
    String hash = passwords.hash(password);
    people.changePassword(name, foreign, hash);
    return hash;
  }

  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Logs a person in, or makes a new one where that is allowed and the name is free. */
  public void enter(String name, String password, String email, String remote) {
    refusePasswords();
    if (people.find(name).isPresent() || !access.signUp()) {
      if (!knows(name, password, remote)) {
        throw HttpProblem.unauthorized("the user name or the password is not right");
      }
      return;
    }
    refuseHeirs(name);
    if (reserved.test(name)) {
      throw new HttpProblem(409, "rights wait for " + name + "; an administrator adds that user");
    }
    add(name, password, email);
  }

  private void refusePasswords() {
    if (!access.signIn().passwords()) {
      throw HttpProblem.forbidden(
          "This registry takes no passwords; log in with a browser: npm login --auth-type=web");
    }
  }

  private static void refuseShort(String password) {
    if (password.length() < SHORTEST_PASSWORD) {
      throw HttpProblem.badRequest(
          "a password must have at least " + SHORTEST_PASSWORD + " characters");
    }
  }

  /** They came from another mirror, or were removed: whoever takes the name takes the packages. */
  private void refuseHeirs(String name) {
    if (people.owns(name)) {
      throw new HttpProblem(
          409, "packages belong to " + name + "; an administrator adds that user");
    }
  }

  /** Makes a new user; who is given no password logs in at the provider, where there is one. */
  public void add(String name, String password, String email) {
    boolean elsewhere = access.signIn().provider() != null && password.isEmpty();
    if (!isName(name)) {
      throw HttpProblem.badRequest(
          "a user name consists of small letters, digits, dots, dashes and underscores");
    }
    if (!elsewhere) {
      refuseShort(password);
    }
    String hash = elsewhere ? People.NO_PASSWORD : passwords.hash(password);
    if (!people.add(new Person(name, hash, email, clock.instant()))) {
      throw new HttpProblem(409, "the user name is taken");
    }
  }

  /** Makes a user of one whom the provider vouches for, unless there is one of that name. */
  public void admit(String name, String email) {
    if (people.find(name).isEmpty()) {
      refuseHeirs(name);
      people.add(new Person(name, People.NO_PASSWORD, email, clock.instant()));
    }
  }

  /**
   * Gives {@code name}, who shows {@code old}, another password; other logins of theirs are over.
   *
   * @param shown the secret of the token that stays; empty where none was shown
   */
  public void changePassword(String name, String old, String wish, String remote, String shown) {
    LoginProvider provider = access.signIn().provider();
    boolean elsewhere =
        people.find(name).filter(it -> it.password().equals(People.NO_PASSWORD)).isPresent();
    if (elsewhere && provider != null) {
      throw HttpProblem.forbidden(
          "You log in at %s; your password is changed there".formatted(provider.title()));
    }
    refusePasswords();
    if (!knows(name, old, remote)) {
      // npm tells by this that it is not the token that does not count.
      throw new HttpProblem(
          401, "the current password is not right", Map.of("www-authenticate", "Basic"));
    }
    refuseShort(wish);
    String before = people.find(name).map(Person::password).orElse("");
    if (!people.changePassword(name, before, passwords.hash(wish))) {
      throw new HttpProblem(409, "the password was changed meanwhile");
    }
    String kept = Secrets.hash(shown);
    people.tokens(name).stream()
        .filter(token -> LOGINS.contains(token.name()) && !token.hash().equals(kept))
        .forEach(token -> people.revoke(name, token.id()));
  }

  /** A new token of a person. */
  public MadeToken issue(String person, TokenWish wish) {
    return make(PREFIX, person, wish);
  }

  /** A new session of a person at a browser. */
  public MadeToken begin(String person, Duration lifetime) {
    return make(SESSION, person, new TokenWish(BROWSER, true, lifetime));
  }

  private MadeToken make(String prefix, String person, TokenWish wish) {
    String secret = prefix + Secrets.make(32);
    Duration lifetime = wish.lifetime();
    Token token =
        new Token(
            Secrets.hash(Secrets.hash(secret)).substring(0, 12),
            Secrets.hash(secret),
            person,
            wish.name(),
            wish.readonly(),
            clock.instant(),
            lifetime == null ? null : clock.instant().plus(lifetime),
            wish.limits());
    people.add(token);
    return new MadeToken(secret, token);
  }

  /** The token with that secret, if it still counts. */
  public Optional<Token> token(String secret) {
    return secret.startsWith(SESSION) ? Optional.empty() : counting(secret);
  }

  /** The session with that secret, if it is not over. */
  public Optional<Token> session(String secret) {
    return secret.startsWith(SESSION) ? counting(secret) : Optional.empty();
  }

  private Optional<Token> counting(String secret) {
    return people
        .byHash(Secrets.hash(secret))
        .filter(token -> token.expires() == null || token.expires().isAfter(clock.instant()));
  }

  public List<Token> tokens(String person) {
    return people.tokens(person);
  }

  /** Ends a person's token, known by its id. */
  public boolean revoke(String person, String id) {
    return people.revoke(person, id);
  }

  /** Ends the token with that secret. */
  public boolean revokeSecret(String person, String secret) {
    return people
        .byHash(Secrets.hash(secret))
        .map(token -> people.revoke(person, token.id()))
        .orElse(false);
  }
}
