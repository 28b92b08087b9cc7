package dev.jpm.mirror.access;

import dev.jpm.mirror.config.LoginProvider;
import dev.jpm.mirror.config.MirrorConfig.Access;
import dev.jpm.mirror.config.TeamName;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.Organizations;
import dev.jpm.mirror.metadata.Organizations.Role;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.mirror.metadata.ProvidedPeople;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people are in organizations and in the mirror. An organization is a scope; to whom its first
 * package belongs may found it, and so may those who look after the mirror.
 */
public final class Ranks {
  private final Set<String> admins;

  /**
   * Organizations that the configuration speaks of. Nobody founds them by being quick, who would
   * then be of the team to which a rule gives rights.
   */
  private final Set<String> declared = new HashSet<>();

  /** People of whom rules speak, in the same way. */
  private final Set<String> named = new HashSet<>();

  private final @Nullable LoginProvider provider;
  private final ProvidedPeople provided;
  private final Organizations organizations;
  private final OwnPackages packages;
  private final InstantSource clock;

  public Ranks(Access access, MetadataStore metadata, InstantSource clock) {
    this.admins = Set.copyOf(access.admins());
    access.rules().stream()
        .flatMap(rule -> rule.circles())
        .forEach(circle -> {
          named.addAll(circle.people());
          circle.teams().stream().map(TeamName::org).forEach(declared::add);
        });
    this.provider = access.signIn().provider();
    if (provider != null) {
      declared.addAll(provider.organizations());
    }
    this.clock = clock;
    this.provided = metadata.provided();
    this.organizations = metadata.organizations();
    this.packages = metadata.packages();
  }

  /** Whether {@code person} looks after the mirror: by name, or by a group of the provider. */
  public boolean isAdmin(String person) {
    return admins.contains(person)
        || (provider != null && provided.isAdmin(provider.issuer(), person, clock.instant()));
  }

  /**
   * Whether rights wait for a user of that name, so that only an administrator adds them: the first
   * one is added where the mirror keeps what it has.
   */
  public boolean isReserved(String person) {
    return named.contains(person) || admins.contains(person);
  }

  /** Whether {@code person} may say who belongs to {@code org}. */
  public boolean owns(String org, String person) {
    return is(org, person, Role.OWNER);
  }

  /** Whether {@code person} may make and change teams of {@code org}. */
  public boolean leads(String org, String person) {
    return is(org, person, Role.ADMIN);
  }

  /** Whether {@code person} may see who belongs to {@code org}. */
  public boolean belongs(String org, String person) {
    return is(org, person, Role.DEVELOPER);
  }

  private boolean is(String org, String person, Role least) {
    Map<String, Role> members = organizations.members(org);
    Role role = members.get(person);
    return isAdmin(person)
        || (role != null && role.compareTo(least) <= 0)
        || (members.isEmpty() && mayFound(org, person));
  }

  /** Whether {@code person} may make the scope {@code org} an organization of their own. */
  public boolean mayFound(String org, String person) {
    return !declared.contains(org) && packages.founders("@" + org).contains(person);
  }

  /** Whether {@code person} may publish packages of new names in the scope {@code org}. */
  boolean mayAddTo(String org, String person) {
    Map<String, Role> members = organizations.members(org);
    return members.isEmpty() || members.containsKey(person) || isAdmin(person);
  }
}
