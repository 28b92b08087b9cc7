package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.access.Organizing;
import dev.jpm.mirror.access.Rights;
import dev.jpm.mirror.config.TeamName;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.metadata.Grants;
import dev.jpm.mirror.metadata.Grants.Permission;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.Organizations;
import dev.jpm.mirror.metadata.Organizations.Role;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.mirror.metadata.People;
import dev.jpm.model.PackageName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** Who may do what with packages that were published here: what {@code npm access} asks. */
public final class AccessRoutes {
  private static final long LARGEST = 64 * 1024;
  private static final String PACKAGE = "/-/package/{name}/";
  private static final String GRANTS = "/-/team/{org}/{team}/package";

  private final Gatekeeper gatekeeper;
  private final Rights rights;
  private final Organizing organizing;
  private final OwnPackages packages;
  private final Organizations organizations;
  private final Grants grants;
  private final People people;

  public AccessRoutes(Gatekeeper gatekeeper, Organizing organizing, MetadataStore metadata) {
    this.gatekeeper = gatekeeper;
    this.rights = gatekeeper.rights();
    this.organizing = organizing;
    this.packages = metadata.packages();
    this.organizations = metadata.organizations();
    this.grants = metadata.grants();
    this.people = metadata.people();
  }

  public List<Route> all() {
    return List.of(
        Route.of("GET", PACKAGE + "collaborators", this::collaborators),
        Route.of("GET", PACKAGE + "visibility", this::visibility),
        Route.of("POST", PACKAGE + "access", this::setAccess),
        Route.of("GET", "/-/org/{org}/package", this::ofOrganization),
        Route.of("GET", "/-/user/{person}/package", this::ofPerson),
        Route.of("GET", GRANTS, this::ofTeam),
        Route.of("PUT", GRANTS, this::grant),
        Route.of("DELETE", GRANTS, this::revoke));
  }

  private Answer collaborators(Call call, Values values) {
    gatekeeper.person(call);
    PackageName name = published(call, Names.of(values));
    SortedMap<String, Permission> found = new TreeMap<>(grants.people(name));
    name.scope()
        .map(scope -> organizations.members(scope.substring(1)))
        .ifPresent(members ->
            members.forEach((person, role) -> {
              if (role != Role.DEVELOPER) {
                found.put(person, Permission.WRITE);
              }
            }));
    packages.owners(name).forEach(owner -> found.put(owner, Permission.WRITE));
    ObjectNode answer = Json.object();
    found.forEach((person, permission) -> answer.put(person, permission.word()));
    return Answer.json(200, answer);
  }

  private Answer visibility(Call call, Values values) {
    PackageName name = published(call, Names.of(values));
    return Answer.json(200, Json.object().put("public", !grants.isRestricted(name)));
  }

  private PackageName published(Call call, PackageName name) {
    gatekeeper.admitReader(call, name);
    if (packages.find(name).isEmpty()) {
      throw HttpProblem.notFound("Not found");
    }
    return name;
  }

  private Answer setAccess(Call call, Values values) {
    PackageName name = Names.of(values);
    gatekeeper.holder(call, name, rights::mayManage);
    ObjectNode body = Json.read(call, LARGEST);
    if (body.path("publish_requires_tfa").asBoolean(false)) {
      throw HttpProblem.badRequest("This registry knows no second factor");
    }
    switch (body.path("access").asString("")) {
      case "public" -> grants.restrict(name, false);
      case "restricted", "private" -> grants.restrict(name, true);
      default -> {
        if (!body.has("publish_requires_tfa")) {
          throw HttpProblem.badRequest("access is public or restricted");
        }
      }
    }
    return Answer.json(200, Json.object());
  }

  /** All packages of the scope that the caller may read. */
  private Answer ofOrganization(Call call, Values values) {
    gatekeeper.person(call);
    String org = Orgs.org(values);
    Map<PackageName, Permission> found = new TreeMap<>();
    for (PackageName name : packages.names()) {
      if (name.scope().equals(Optional.of("@" + org))) {
        found.put(name, Permission.WRITE);
      }
    }
    if (found.isEmpty() && organizations.members(org).isEmpty()) {
      throw Organizing.none(org);
    }
    return told(call, found);
  }

  private Answer ofPerson(Call call, Values values) {
    gatekeeper.person(call);
    String person = values.get("person");
    if (people.find(person).isEmpty()) {
      throw HttpProblem.notFound("there is no user called " + person);
    }
    Map<PackageName, Permission> found = new TreeMap<>(grants.packages(person));
    packages.ownedBy(person).forEach(name -> found.put(name, Permission.WRITE));
    return told(call, found);
  }

  private Answer ofTeam(Call call, Values values) {
    TeamName team = Orgs.team(values);
    return told(call, organizing.packages(team, gatekeeper.member(call, team.org(), false)));
  }

  private Answer told(Call call, Map<PackageName, Permission> found) {
    Predicate<PackageName> readable = gatekeeper.readable(call);
    ObjectNode answer = Json.object();
    found.forEach((name, permission) -> {
      if (readable.test(name)) {
        answer.put(name.value(), permission.word());
      }
    });
    return Answer.json(200, answer);
  }

  private Answer grant(Call call, Values values) {
    ObjectNode body = Json.read(call, LARGEST);
    PackageName name = managed(call, body);
    organizing.grant(Orgs.team(values), name, body.path("permissions").asString(""));
    return Answer.json(201, Json.object());
  }

  private Answer revoke(Call call, Values values) {
    organizing.revoke(Orgs.team(values), managed(call, Json.read(call, LARGEST)));
    return Answer.empty(204);
  }

  private PackageName managed(Call call, ObjectNode body) {
    PackageName name =
        PackageName.tryParse(body.path("package").asString(""))
            .orElseThrow(() -> HttpProblem.badRequest("package must be the name of one"));
    gatekeeper.holder(call, name, rights::mayManage);
    return name;
  }
}
