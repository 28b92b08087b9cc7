package dev.jpm.mirror.metadata;

import dev.jpm.model.PackageName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Who may publish a package without a password, and the tokens that were given to them. */
public interface TrustRules {
  /**
   * A rule.
   *
   * @param type of the service, as npm calls it
   * @param claims that its token must make, as npm writes them
   * @param permissions what it allows, in npm's words
   * @param person who made it, and for whom is published
   */
  record Rule(
      String id,
      PackageName name,
      String type,
      ObjectNode claims,
      List<String> permissions,
      String person) {}

  List<Rule> of(PackageName name);

  void add(Rule rule, Instant now);

  /** Removes a rule; false where the package has none of that id. */
  boolean remove(PackageName name, String id);

  /** Keeps the hash of a token that was given by a rule; those that are over go. */
  void give(String hash, Rule rule, Instant now, Instant expires);

  /** The rule by which the token with that hash was given, while both count. */
  Optional<Rule> byToken(String hash, Instant now);
}
