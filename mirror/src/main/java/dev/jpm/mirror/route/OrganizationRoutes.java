package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.access.Ranks;
import dev.jpm.mirror.config.TeamName;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.Organizations;
import dev.jpm.mirror.metadata.Organizations.Role;
import dev.jpm.mirror.metadata.People;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who belongs to organizations and to their teams: what {@code npm org} and {@code team} ask. */
public final class OrganizationRoutes {
  private static final long LARGEST = 64 * 1024;
  private static final String MEMBERS = "/-/org/{org}/user";
  private static final String TEAMS = "/-/org/{org}/team";
  private static final String TEAM = "/-/team/{org}/{team}";
  private static final String PEOPLE = TEAM + "/user";

  private final Gatekeeper gatekeeper;
  private final Ranks ranks;
  private final Organizations organizations;
  private final People people;

  public OrganizationRoutes(Gatekeeper gatekeeper, Ranks ranks, MetadataStore metadata) {
    this.gatekeeper = gatekeeper;
    this.ranks = ranks;
    this.organizations = metadata.organizations();
    this.people = metadata.people();
  }

  public List<Route> all() {
    return List.of(
        Route.of("GET", MEMBERS, this::members),
        Route.of("PUT", MEMBERS, this::setMember),
        Route.of("DELETE", MEMBERS, this::removeMember),
        Route.of("GET", TEAMS, this::teams),
        Route.of("PUT", TEAMS, this::create),
        Route.of("DELETE", TEAM, this::destroy),
        Route.of("GET", PEOPLE, this::people),
        Route.of("PUT", PEOPLE, this::add),
        Route.of("DELETE", PEOPLE, this::remove));
  }

  private Answer members(Call call, Values values) {
    String org = seen(call, values);
    ObjectNode answer = Json.object();
    organizations.members(org).forEach((person, role) -> answer.put(person, role.word()));
    if (answer.isEmpty()) {
      throw Orgs.none(org);
    }
    return Answer.json(200, answer);
  }

  private Answer setMember(Call call, Values values) {
    String org = owned(call, values);
    ObjectNode body = Json.read(call, LARGEST);
    String person = person(body);
    String word = body.path("role").asString(Role.DEVELOPER.word());
    Role role =
        Role.of(word)
            .orElseThrow(
                () -> HttpProblem.badRequest("a role is owner, admin or developer, not " + word));
    if (!organizations.setMember(org, person, role)) {
      throw needsOwner(org);
    }
    ObjectNode answer = Json.object();
    answer.putObject("org").put("name", org).put("size", organizations.members(org).size());
    return Answer.json(200, answer.put("user", person).put("role", role.word()));
  }

  private Answer removeMember(Call call, Values values) {
    String org = owned(call, values);
    String person = Json.read(call, LARGEST).path("user").asString("");
    if (!organizations.members(org).containsKey(person)) {
      throw HttpProblem.notFound(person + " does not belong to " + org);
    }
    if (!organizations.removeMember(org, person)) {
      throw needsOwner(org);
    }
    return Answer.empty(204);
  }

  private static HttpProblem needsOwner(String org) {
    return HttpProblem.forbidden("The organization " + org + " must have an owner");
  }

  private Answer teams(Call call, Values values) {
    String org = seen(call, values);
    ArrayNode answer = Json.array();
    organizations.teams(org).forEach(team -> answer.add(team.toString()));
    return Answer.json(200, answer);
  }

  private Answer create(Call call, Values values) {
    String org = led(call, values);
    String name = Json.read(call, LARGEST).path("name").asString("");
    TeamName team =
        TeamName.tryOf(org, name)
            .orElseThrow(() ->
                HttpProblem.badRequest(
                    "a team is called by small letters, digits, dots, dashes and underscores"));
    if (!organizations.add(team)) {
      throw new HttpProblem(409, "there is a team " + team);
    }
    return Answer.json(201, Json.object().put("name", name));
  }

  private Answer destroy(Call call, Values values) {
    led(call, values);
    TeamName team = Orgs.team(values);
    if (!organizations.remove(team)) {
      throw missing(team);
    }
    return Answer.empty(204);
  }

  private Answer people(Call call, Values values) {
    seen(call, values);
    ArrayNode answer = Json.array();
    organizations.people(team(values)).forEach(answer::add);
    return Answer.json(200, answer);
  }

  private Answer add(Call call, Values values) {
    led(call, values);
    TeamName team = team(values);
    String person = person(Json.read(call, LARGEST));
    if (!organizations.add(team, person)) {
      throw HttpProblem.forbidden(
          person + " does not belong to " + team.org() + "; npm org set adds them");
    }
    return Answer.json(201, Json.object());
  }

  private Answer remove(Call call, Values values) {
    led(call, values);
    TeamName team = team(values);
    String person = Json.read(call, LARGEST).path("user").asString("");
    if (!organizations.remove(team, person)) {
      throw HttpProblem.notFound(person + " is not in " + team);
    }
    return Answer.empty(204);
  }

  /** An organization that the caller may look into; others are told that there is none. */
  private String seen(Call call, Values values) {
    String org = Orgs.org(values);
    if (!ranks.belongs(org, gatekeeper.member(call, org, false))) {
      throw Orgs.none(org);
    }
    return org;
  }

  private String owned(Call call, Values values) {
    String org = Orgs.org(values);
    String person = gatekeeper.member(call, org, true);
    if (!ranks.owns(org, person)) {
      throw refusal(org, person);
    }
    return founded(org, person);
  }

  private String led(Call call, Values values) {
    String org = Orgs.org(values);
    String person = gatekeeper.member(call, org, true);
    if (!ranks.leads(org, person)) {
      throw refusal(org, person);
    }
    return founded(org, person);
  }

  /** Who makes their scope an organization is its owner, whatever they do first. */
  private String founded(String org, String person) {
    if (ranks.mayFound(org, person)) {
      organizations.found(org, person);
    }
    return org;
  }

  private HttpProblem refusal(String org, String person) {
    return ranks.belongs(org, person)
        ? HttpProblem.forbidden("Only those who lead " + org + " may do this")
        : Orgs.none(org);
  }

  private TeamName team(Values values) {
    TeamName team = Orgs.team(values);
    if (!organizations.has(team)) {
      throw missing(team);
    }
    return team;
  }

  private static HttpProblem missing(TeamName team) {
    return HttpProblem.notFound("there is no team " + team);
  }

  private String person(ObjectNode body) {
    String person = body.path("user").asString("");
    if (people.find(person).isEmpty()) {
      throw HttpProblem.notFound("there is no user called " + person);
    }
    return person;
  }
}
