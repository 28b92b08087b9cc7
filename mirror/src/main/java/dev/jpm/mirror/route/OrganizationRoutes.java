package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.access.Organizing;
import dev.jpm.mirror.config.TeamName;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.metadata.Organizations.Role;
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
  private final Organizing organizing;

  public OrganizationRoutes(Gatekeeper gatekeeper, Organizing organizing) {
    this.gatekeeper = gatekeeper;
    this.organizing = organizing;
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
    String org = Orgs.org(values);
    ObjectNode answer = Json.object();
    organizing
        .members(org, reader(call, org))
        .forEach((person, role) -> answer.put(person, role.word()));
    return Answer.json(200, answer);
  }

  private Answer setMember(Call call, Values values) {
    String org = Orgs.org(values);
    String actor = writer(call, org);
    ObjectNode body = Json.read(call, LARGEST);
    String person = person(body);
    String word = body.path("role").asString(Role.DEVELOPER.word());
    Role role = organizing.setMember(org, actor, person, word);
    ObjectNode answer = Json.object();
    answer.putObject("org").put("name", org).put("size", organizing.members(org, actor).size());
    return Answer.json(200, answer.put("user", person).put("role", role.word()));
  }

  private Answer removeMember(Call call, Values values) {
    String org = Orgs.org(values);
    organizing.removeMember(org, writer(call, org), person(Json.read(call, LARGEST)));
    return Answer.empty(204);
  }

  private Answer teams(Call call, Values values) {
    String org = Orgs.org(values);
    ArrayNode answer = Json.array();
    organizing.teams(org, reader(call, org)).forEach(team -> answer.add(team.toString()));
    return Answer.json(200, answer);
  }

  private Answer create(Call call, Values values) {
    String org = Orgs.org(values);
    String actor = writer(call, org);
    String name = Json.read(call, LARGEST).path("name").asString("");
    organizing.create(org, actor, name);
    return Answer.json(201, Json.object().put("name", name));
  }

  private Answer destroy(Call call, Values values) {
    TeamName team = Orgs.team(values);
    organizing.destroy(team, writer(call, team.org()));
    return Answer.empty(204);
  }

  private Answer people(Call call, Values values) {
    TeamName team = Orgs.team(values);
    ArrayNode answer = Json.array();
    organizing.people(team, reader(call, team.org())).forEach(answer::add);
    return Answer.json(200, answer);
  }

  private Answer add(Call call, Values values) {
    TeamName team = Orgs.team(values);
    organizing.add(team, writer(call, team.org()), person(Json.read(call, LARGEST)));
    return Answer.json(201, Json.object());
  }

  private Answer remove(Call call, Values values) {
    TeamName team = Orgs.team(values);
    organizing.remove(team, writer(call, team.org()), person(Json.read(call, LARGEST)));
    return Answer.empty(204);
  }

  private String reader(Call call, String org) {
    return gatekeeper.member(call, org, false);
  }

  private String writer(Call call, String org) {
    return gatekeeper.member(call, org, true);
  }

  private static String person(ObjectNode body) {
    return body.path("user").asString("");
  }
}
