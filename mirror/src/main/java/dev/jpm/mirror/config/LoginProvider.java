package dev.jpm.mirror.config;

import dev.jpm.config.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider that says who people are.
 *
 * @param title what people call it
 * @param issuer by which its tokens name it, to the letter
 * @param clientId what the mirror is called there
 * @param clientSecret by which the mirror shows that it is; null where the provider wants none
 * @param scopes that are asked for
 * @param nameClaim which claim is the name of a user
 * @param groupsClaim which claim tells the groups that they are in
 * @param emailDomains of addresses with which they may come; none where any may
 * @param groups what groups make of those who are in them
 */
public record LoginProvider(
    String title,
    String issuer,
    String clientId,
    @Nullable Secret clientSecret,
    List<String> scopes,
    String nameClaim,
    String groupsClaim,
    Set<String> emailDomains,
    List<Group> groups) {
  public LoginProvider {
    scopes = List.copyOf(scopes);
    emailDomains = Set.copyOf(emailDomains);
    groups = List.copyOf(groups);
  }

  /** The organizations of which groups say who belongs to them. */
  public Set<String> organizations() {
    Set<String> organizations = new HashSet<>();
    for (Group group : groups) {
      switch (group.rank()) {
        case Rank.InTeam(TeamName team) -> organizations.add(team.org());
        case Rank.InOrganization(String org, String _) -> organizations.add(org);
        case Rank.Admin() -> {}
      }
    }
    return organizations;
  }

  /** What a group makes of those who are in it. */
  public record Group(String name, Rank rank) {}

  /** What somebody becomes by being in a group. */
  public sealed interface Rank {
    /** One who looks after the mirror. */
    record Admin() implements Rank {}

    /** One of a team, and so of its organization. */
    record InTeam(TeamName team) implements Rank {}

    /** One who belongs to an organization with a role, in the protocol's words. */
    record InOrganization(String org, String role) implements Rank {}
  }
}
