package dev.jpm.mirror.metadata;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Those who may log in, and their tokens. */
public interface People {
  /** Kept in the place of a password of those who have none here; nothing is right. */
  String NO_PASSWORD = "none";

  /** One of them; the password is hashed. */
  record Person(String name, String password, String email, Instant created) {}

  /**
   * A token.
   *
   * @param id what it is called by; it tells nothing of the secret
   * @param hash of the secret
   * @param expires null where it never does
   */
  record Token(
      String id,
      String hash,
      String person,
      String name,
      boolean readonly,
      Instant created,
      @Nullable Instant expires,
      TokenLimits limits) {}

  Optional<Person> find(String name);

  /** Whether packages belong to {@code name}, be there such a person or not. */
  boolean owns(String name);

  /** All of them, by name. */
  List<Person> all();

  /** Adds a person; false where the name is taken. */
  boolean add(Person person);

  /** Removes a person, with all tokens, and from all organizations and teams. */
  void remove(String name);

  /** Keeps another password of a person, unless it is no longer {@code before}; tells whether. */
  boolean changePassword(String name, String before, String password);

  void add(Token token);

  Optional<Token> byHash(String hash);

  /** The tokens of a person, newest first. */
  List<Token> tokens(String person);

  /** The tokens of all people, newest first. */
  List<Token> tokens();

  /** Ends a person's token; false where there is none of that id. */
  boolean revoke(String person, String id);
}
