package dev.jpm.mirror.oidc;

import dev.jpm.mirror.config.LoginProvider;
import dev.jpm.mirror.config.LoginProvider.Group;
import dev.jpm.mirror.config.LoginProvider.Rank;
import dev.jpm.mirror.config.LoginProvider.Rank.InOrganization;
import dev.jpm.mirror.config.LoginProvider.Rank.InTeam;
import dev.jpm.mirror.config.TeamName;
import dev.jpm.mirror.metadata.Organizations;
import dev.jpm.mirror.metadata.Organizations.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes of people what the groups say that the provider has them in. Of the organizations and teams
 * that the configuration gives to groups the provider decides; of others it says nothing.
 */
final class GroupRanks {
  private final List<Group> groups;
  private final Set<String> everywhere;
  private final Set<String> orgs;
  private final Organizations organizations;

  GroupRanks(LoginProvider config, Organizations organizations) {
    this.groups = config.groups();
    this.everywhere = groups.stream().map(Group::name).collect(Collectors.toSet());
    this.orgs = config.organizations();
    this.organizations = organizations;
  }

  boolean isAdmin(Set<String> in) {
    return ranks(in, Rank.Admin.class).findAny().isPresent();
  }

  /** Takes {@code person} in where these groups belong, and out of the rest. */
  void apply(String person, Set<String> in) {
    orgs.forEach(org -> belong(org, person, in));
    List<TeamName> theirs = ranks(in, InTeam.class).map(InTeam::team).toList();
    ranks(everywhere, InTeam.class)
        .map(InTeam::team)
        .distinct()
        .forEach(team -> {
          if (theirs.contains(team)) {
            organizations.add(team);
            organizations.add(team, person);
          } else {
            organizations.remove(team, person);
          }
        });
  }

  private <T extends Rank> Stream<T> ranks(Set<String> in, Class<T> kind) {
    return groups.stream()
        .filter(group -> in.contains(group.name()))
        .map(Group::rank)
        .filter(kind::isInstance)
        .map(kind::cast);
  }

  private void belong(String org, String person, Set<String> in) {
    Predicate<InOrganization> here = each -> each.org().equals(org);
    boolean inTeam = ranks(in, InTeam.class).anyMatch(each -> each.team().org().equals(org));
    Optional<Role> told =
        ranks(in, InOrganization.class)
            .filter(here)
            .flatMap(each -> Role.of(each.role()).stream())
            .min(Comparator.naturalOrder());
    boolean decided = ranks(everywhere, InOrganization.class).anyMatch(here);
    Role now = organizations.members(org).get(person);
    @Nullable Role wanted = told.isPresent() ? told.get() : inTeam ? Role.DEVELOPER : null;
    // Where groups give no roles but teams, somebody here may have given one.
    if (!decided && now != null && now != Role.DEVELOPER) {
      wanted = now;
    }
    change(org, person, now, wanted);
  }

  /** The last owner of an organization stays. */
  private void change(String org, String person, @Nullable Role now, @Nullable Role wanted) {
    if (wanted == null && now != null) {
      organizations.removeMember(org, person);
    } else if (wanted != null && wanted != now) {
      organizations.setMember(org, person, wanted);
    }
  }
}
