package dev.jpm.mirror.page;

import dev.jpm.mirror.access.Organizing;
import dev.jpm.mirror.config.TeamName;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.metadata.Grants.Permission;
import dev.jpm.mirror.metadata.Organizations.Role;
import dev.jpm.mirror.page.Sessions.Session;
import dev.jpm.model.PackageName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/**
 * The page of an organization: its members, its teams, and what they may do.
 *
 * @param readable what who looks at it may read; of other packages they see no names
 */
record OrganizationPage(
    Call call,
    Session session,
    String org,
    Organizing organizing,
    Predicate<PackageName> readable) {
  private static final List<String> ROLES = Stream.of(Role.values()).map(Role::word).toList();
  private static final List<String> PERMISSIONS = List.of("read-only", "read-write");

  static String address(Call call, String org) {
    return Frame.address(call, "organizations/" + org);
  }

  void show(Element main) {
    SequencedMap<String, Role> members = organizing.members(org, session.person());
    boolean owns = organizing.owns(org, session.person());
    boolean leads = organizing.leads(org, session.person());
    main.prependElement("h1").text("@" + org);
    main.appendElement("p")
        .addClass("quiet")
        .text(
            "Owners say who belongs to it; owners and admins look after its teams and packages;"
                + " developers publish new packages of the scope.");
    main.appendElement("h2").text("Members");
    members(main, members, owns);
    main.appendElement("h2").text("Teams");
    List<TeamName> teams = organizing.teams(org, session.person());
    if (teams.isEmpty()) {
      main.appendElement("p").addClass("quiet").text("None yet.");
    }
    teams.forEach(team -> team(main.appendElement("section").addClass("card"), team, leads));
    if (leads) {
      Element form = inline(main, "/teams");
      labelled(form, "new-team", "team", "New team");
      form.appendElement("button").text("Add the team");
    }
  }

  private Element form(Element parent, String deed) {
    return Frame.form(parent, address(call, org) + deed, session);
  }

  private Element inline(Element parent, String deed) {
    return form(parent, deed).addClass("inline");
  }

  private static Element labelled(Element form, String id, String name, String label) {
    form.appendElement("label").attr("for", id).text(label);
    return form.appendElement("input")
        .attr("id", id)
        .attr("name", name)
        .attr("autocomplete", "off")
        .attr("required", true);
  }

  private void members(Element main, SequencedMap<String, Role> members, boolean owns) {
    Element rows =
        owns
            ? Frame.table(main, "Members", "Name", "Role", "Remove")
            : Frame.table(main, "Members", "Name", "Role");
    members.forEach((person, role) -> {
      Element row = Frame.row(rows, person);
      if (owns) {
        Element change = inline(row.appendElement("td"), "/members");
        Frame.hidden(change, "person", person);
        Frame.choice(change, "role", ROLES, role.word()).attr("aria-label", "Role of " + person);
        change.appendElement("button").attr("aria-label", "Set the role of " + person).text("Set");
        Element remove = form(row.appendElement("td"), "/members/remove");
        Frame.hidden(remove, "person", person);
        Frame.danger(remove, "Remove", "Remove " + person + " from @" + org);
      } else {
        row.appendElement("td").text(role.word());
      }
    });
    if (owns) {
      Element add = inline(main, "/members");
      labelled(add, "new-member", "person", "User");
      add.appendElement("label").attr("for", "new-role").text("Role");
      Frame.choice(add, "role", ROLES, Role.DEVELOPER.word()).attr("id", "new-role");
      add.appendElement("button").text("Add the member");
    }
  }

  private void team(Element card, TeamName team, boolean leads) {
    card.appendElement("h3").text("@" + team);
    List<String> people = organizing.people(team, session.person());
    card.appendElement("h4").text("People");
    if (people.isEmpty()) {
      card.appendElement("p").addClass("quiet").text("Nobody.");
    }
    Element list = card.appendElement("ul").addClass("chips");
    for (String person : people) {
      Element item = list.appendElement("li");
      item.appendElement("span").text(person);
      if (leads) {
        Element remove = form(item, "/teams/members/remove");
        Frame.hidden(remove, "team", team.team());
        Frame.hidden(remove, "person", person);
        Frame.danger(remove, "Remove", "Remove " + person + " from @" + team);
      }
    }
    if (leads) {
      Element add = inline(card, "/teams/members");
      Frame.hidden(add, "team", team.team());
      labelled(add, "person-" + team.team(), "person", "Member");
      add.appendElement("button").attr("aria-label", "Add to @" + team).text("Add");
    }
    packages(card, team, leads);
    if (leads) {
      Element end = form(card, "/teams/remove").addClass("end");
      Frame.hidden(end, "team", team.team());
      Frame.danger(end, "End this team", "End the team @" + team);
    }
  }

  private void packages(Element card, TeamName team, boolean leads) {
    card.appendElement("h4").text("What it may do");
    SequencedMap<PackageName, Permission> packages =
        new LinkedHashMap<>(organizing.packages(team, session.person()));
    packages.keySet().removeIf(readable.negate());
    if (packages.isEmpty()) {
      card.appendElement("p").addClass("quiet").text("Nothing that others may not.");
    } else {
      String caption = "What @" + team + " may do";
      Element rows =
          leads
              ? Frame.table(card, caption, "Package", "May", "Take it back")
              : Frame.table(card, caption, "Package", "May");
      packages.forEach((name, permission) -> {
        Element row = rows.appendElement("tr");
        row.appendElement("td")
            .appendElement("a")
            .attr("href", Frame.address(call, "package/" + name))
            .text(name.value());
        row.appendElement("td").text(permission == Permission.READ ? "read" : "read and publish");
        if (leads) {
          Element take = form(row.appendElement("td"), "/teams/packages/remove");
          Frame.hidden(take, "team", team.team());
          Frame.hidden(take, "package", name.value());
          Frame.danger(take, "Take back", "Take the right to " + name + " back from @" + team);
        }
      });
    }
    if (leads) {
      Element give = inline(card, "/teams/packages");
      Frame.hidden(give, "team", team.team());
      labelled(give, "package-" + team.team(), "package", "Package");
      Frame.choice(give, "permission", PERMISSIONS, "read-only")
          .attr("aria-label", "What @" + team + " may do");
      give.appendElement("button").attr("aria-label", "Give the right to @" + team).text("Give");
    }
  }
}
