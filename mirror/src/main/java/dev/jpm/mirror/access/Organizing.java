package dev.jpm.mirror.access;

import dev.jpm.mirror.config.TeamName;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.metadata.Grants;
import dev.jpm.mirror.metadata.Grants.Permission;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.Organizations;
import dev.jpm.mirror.metadata.Organizations.Role;
import dev.jpm.mirror.metadata.People;
import dev.jpm.model.PackageName;
import java.util.List;
import java.util.SequencedMap;

/**
 * What people do with organizations and teams, by clients and by pages: each deed is that of an
 * actor, who must be allowed to it. An organization that they may not see is none to them.
 */
public final class Organizing {
  private final Ranks ranks;
  private final Organizations organizations;
  private final Grants grants;
  private final People people;

  public Organizing(Ranks ranks, MetadataStore metadata) {
    this.ranks = ranks;
    this.organizations = metadata.organizations();
    this.grants = metadata.grants();
    this.people = metadata.people();
  }

  /** The organization that {@code text} names, with or without the sign of a scope. */
  public static String org(String text) {
    String org = text.startsWith("@") ? text.substring(1) : text;
    if (!TeamName.isOrg(org)) {
      throw none(org);
    }
    return org;
  }

  /** Who does not belong to one is told that there is none. */
  public static HttpProblem none(String org) {
    return HttpProblem.notFound("there is no organization " + org + " that you belong to");
  }

  /** The team of {@code org} that is called so, whether or not there is one. */
  public static TeamName team(String org, String team) {
    return TeamName.tryOf(org, team)
        .orElseThrow(() -> HttpProblem.notFound("there is no team " + org + ":" + team));
  }

  /** The organizations that {@code actor} may see. */
  public List<String> seenBy(String actor) {
    return ranks.isAdmin(actor) ? organizations.all() : organizations.of(actor);
  }

  public SequencedMap<String, Role> members(String org, String actor) {
    SequencedMap<String, Role> members = organizations.members(seen(org, actor));
    if (members.isEmpty()) {
      throw none(org);
    }
    return members;
  }

  /** Whether {@code actor} may say who belongs to it. */
  public boolean owns(String org, String actor) {
    return ranks.owns(org, actor);
  }

  /** Whether {@code actor} may say what teams there are. */
  public boolean leads(String org, String actor) {
    return ranks.leads(org, actor);
  }

  /** The role of {@code person} becomes the one with that word. */
  public Role setMember(String org, String actor, String person, String word) {
    owned(org, actor);
    checkThereIs(person);
    Role role =
        Role.of(word)
            .orElseThrow(
                () -> HttpProblem.badRequest("a role is owner, admin or developer, not " + word));
    if (!organizations.setMember(org, person, role)) {
      throw needsOwner(org);
    }
    return role;
  }

  public void removeMember(String org, String actor, String person) {
    owned(org, actor);
    if (!organizations.members(org).containsKey(person)) {
      throw HttpProblem.notFound(person + " does not belong to " + org);
    }
    if (!organizations.removeMember(org, person)) {
      throw needsOwner(org);
    }
  }

  private static HttpProblem needsOwner(String org) {
    return HttpProblem.forbidden("The organization " + org + " must have an owner");
  }

  public List<TeamName> teams(String org, String actor) {
    return organizations.teams(seen(org, actor));
  }

  public void create(String org, String actor, String name) {
    led(org, actor);
    TeamName team =
        TeamName.tryOf(org, name)
            .orElseThrow(() ->
                HttpProblem.badRequest(
                    "a team is called by small letters, digits, dots, dashes and underscores"));
    if (!organizations.add(team)) {
      throw new HttpProblem(409, "there is a team " + team);
    }
  }

  public void destroy(TeamName team, String actor) {
    led(team.org(), actor);
    if (!organizations.remove(team)) {
      throw missing(team);
    }
  }

  public List<String> people(TeamName team, String actor) {
    seen(team.org(), actor);
    return organizations.people(existing(team));
  }

  public void add(TeamName team, String actor, String person) {
    led(team.org(), actor);
    existing(team);
    checkThereIs(person);
    if (!organizations.add(team, person)) {
      throw HttpProblem.forbidden(
          person + " does not belong to " + team.org() + "; npm org set adds them");
    }
  }

  public void remove(TeamName team, String actor, String person) {
    led(team.org(), actor);
    if (!organizations.remove(existing(team), person)) {
      throw HttpProblem.notFound(person + " is not in " + team);
    }
  }

  /** What a team may do. */
  public SequencedMap<PackageName, Permission> packages(TeamName team, String actor) {
    if (!ranks.belongs(team.org(), actor)) {
      throw missing(team);
    }
    return grants.packages(existing(team));
  }

  /** Gives a team a right to {@code name}, in the protocol's words, by one who manages that. */
  public void grant(TeamName team, PackageName name, String word) {
    if (!organizations.has(team)
        || !name.scope().orElse("@" + team.org()).equals("@" + team.org())) {
      throw HttpProblem.notFound(
          "there is no team " + team + " that " + name + " could be given to");
    }
    grants.grant(
        team,
        name,
        switch (word) {
          case "read-only" -> Permission.READ;
          case "read-write" -> Permission.WRITE;
          default ->
              throw HttpProblem.badRequest("permissions are read-only or read-write, not " + word);
        });
  }

  /** Takes it back. */
  public void revoke(TeamName team, PackageName name) {
    if (!grants.revoke(team, name)) {
      throw HttpProblem.notFound(team + " has no right to " + name);
    }
  }

  private String seen(String org, String actor) {
    if (!ranks.belongs(org, actor)) {
      throw none(org);
    }
    return org;
  }

  private void owned(String org, String actor) {
    if (!ranks.owns(org, actor)) {
      throw refusal(org, actor);
    }
    found(org, actor);
  }

  private void led(String org, String actor) {
    if (!ranks.leads(org, actor)) {
      throw refusal(org, actor);
    }
    found(org, actor);
  }

  /** Who makes their scope an organization is its owner, whatever they do first. */
  private void found(String org, String actor) {
    if (ranks.mayFound(org, actor)) {
      organizations.found(org, actor);
    }
  }

  private HttpProblem refusal(String org, String actor) {
    return ranks.belongs(org, actor)
        ? HttpProblem.forbidden("Only those who lead " + org + " may do this")
        : none(org);
  }

  private TeamName existing(TeamName team) {
    if (!organizations.has(team)) {
      throw missing(team);
    }
    return team;
  }

  private static HttpProblem missing(TeamName team) {
    return HttpProblem.notFound("there is no team " + team);
  }

  private void checkThereIs(String person) {
    if (people.find(person).isEmpty()) {
      throw HttpProblem.notFound("there is no user called " + person);
    }
  }
}
