package dev.jpm.mirror.page;

import dev.jpm.mirror.access.Identity;
import dev.jpm.mirror.access.Organizing;
import dev.jpm.mirror.access.Rights;
import dev.jpm.mirror.config.TeamName;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.metadata.Organizations.Role;
import dev.jpm.mirror.page.Frame.Page;
import dev.jpm.mirror.page.Sessions.Session;
import dev.jpm.model.PackageName;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;

/**
 * Organizations and their teams, for those who belong to them and those who look after the mirror.
 * Everybody may do here what clients let them do.
 */
final class OrganizationPages {
  private static final String ALL = "/-/web/organizations";
  private static final String ONE = ALL + "/{org}";

  private final Frame frame;
  private final Organizing organizing;
  private final Rights rights;

  OrganizationPages(Frame frame, Organizing organizing, Rights rights) {
    this.frame = frame;
    this.organizing = organizing;
    this.rights = rights;
  }

  List<Route> all() {
    return List.of(
        Route.of(
            "GET",
            ALL,
            (call, values) ->
                AccountPages.signedIn(call, frame, session -> list(call, session, 200, ""))),
        Route.of(
            "POST",
            ALL,
            (call, values) -> AccountPages.signedIn(call, frame, session -> found(call, session))),
        Route.of(
            "GET",
            ONE,
            (call, values) ->
                AccountPages.signedIn(
                    call,
                    frame,
                    session -> show(call, session, Organizing.org(values.get("org")), 200, ""))),
        post("/members", this::setMember),
        post("/members/remove", this::removeMember),
        post("/teams", this::addTeam),
        post("/teams/remove", this::removeTeam),
        post("/teams/members", this::addToTeam),
        post("/teams/members/remove", this::removeFromTeam),
        post("/teams/packages", this::grant),
        post("/teams/packages/remove", this::revoke));
  }

  /** A form of the page of an organization that was sent. */
  private record Sent(String org, String actor, Map<String, String> fields) {
    String get(String field) {
      return fields.getOrDefault(field, "").strip();
    }

    TeamName team() {
      return Organizing.team(org, get("team"));
    }
  }

  /** What is done with it. */
  @FunctionalInterface
  private interface Deed {
    void with(Sent sent);
  }

  private Route post(String path, Deed deed) {
    return Route.of(
        "POST",
        ONE + path,
        (call, values) ->
            AccountPages.signedIn(
                call,
                frame,
                session -> done(call, session, Organizing.org(values.get("org")), deed)));
  }

  private Answer done(Call call, Session session, String org, Deed deed) {
    Sent sent = new Sent(org, session.person(), Sessions.fields(call, session));
    try {
      deed.with(sent);
    } catch (HttpProblem problem) {
      return show(call, session, org, problem.status(), sentence(problem));
    }
    return Frame.seeOther(OrganizationPage.address(call, org));
  }

  /** As people write sentences; clients put something before them. */
  private static String sentence(HttpProblem problem) {
    String text = String.valueOf(problem.getMessage());
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }

  private void setMember(Sent sent) {
    organizing.setMember(sent.org(), sent.actor(), sent.get("person"), sent.get("role"));
  }

  private void removeMember(Sent sent) {
    organizing.removeMember(sent.org(), sent.actor(), sent.get("person"));
  }

  private void addTeam(Sent sent) {
    organizing.create(sent.org(), sent.actor(), sent.get("team"));
  }

  private void removeTeam(Sent sent) {
    organizing.destroy(sent.team(), sent.actor());
  }

  private void addToTeam(Sent sent) {
    organizing.add(sent.team(), sent.actor(), sent.get("person"));
  }

  private void removeFromTeam(Sent sent) {
    organizing.remove(sent.team(), sent.actor(), sent.get("person"));
  }

  private void grant(Sent sent) {
    organizing.grant(sent.team(), managed(sent), sent.get("permission"));
  }

  private void revoke(Sent sent) {
    organizing.revoke(sent.team(), managed(sent));
  }

  /** A package of which the actor may say who does what with it. */
  private PackageName managed(Sent sent) {
    PackageName name =
        PackageName.tryParse(sent.get("package"))
            .orElseThrow(() -> HttpProblem.badRequest("That is no name of a package"));
    Identity.Known actor = new Identity.Known(sent.actor(), false);
    if (!rights.mayRead(actor, name) || !rights.isPublished(name)) {
      throw HttpProblem.notFound("no package called " + name + " is published here");
    }
    if (!rights.mayManage(actor, name)) {
      throw HttpProblem.forbidden("you do not say who does what with " + name);
    }
    return name;
  }

  private Answer found(Call call, Session session) {
    Map<String, String> fields = Sessions.fields(call, session);
    String org;
    try {
      org = Organizing.org(fields.getOrDefault("org", "").strip());
      String person = fields.getOrDefault("person", session.person()).strip();
      organizing.setMember(org, session.person(), person, Role.OWNER.word());
    } catch (HttpProblem problem) {
      return list(call, session, problem.status(), sentence(problem));
    }
    return Frame.seeOther(OrganizationPage.address(call, org));
  }

  private Answer list(Call call, Session session, int status, String problem) {
    Page page = frame.page(call, "Organizations");
    Element main = page.main();
    main.appendElement("h1").text(session.admin() ? "Administration" : "Your organizations");
    if (session.admin()) {
      AdminArea.sections(call, main, "Organizations");
      main.appendElement("h2").text("Organizations");
    }
    AdminArea.tell(main, problem);
    List<String> orgs = organizing.seenBy(session.person());
    if (orgs.isEmpty()) {
      main.appendElement("p").addClass("quiet").text("None yet.");
    } else {
      Element rows = Frame.table(main, "Organizations", "Scope", "Members", "Teams");
      for (String org : orgs) {
        Element row = rows.appendElement("tr");
        row.appendElement("td")
            .appendElement("a")
            .attr("href", OrganizationPage.address(call, org))
            .text("@" + org);
        row.appendElement("td")
            .text(Integer.toString(organizing.members(org, session.person()).size()));
        row.appendElement("td")
            .text(Integer.toString(organizing.teams(org, session.person()).size()));
      }
    }
    form(call, session, main.appendElement("div").addClass("card narrow"));
    return Frame.answer(status, page);
  }

  private static void form(Call call, Session session, Element card) {
    card.appendElement("h2").text("Make a scope an organization");
    card.appendElement("p")
        .addClass("quiet")
        .text(
            session.admin()
                ? "New names in it are then for its members alone."
                : "One whose first package is yours. New names in it are then for its members"
                    + " alone.");
    Element form = Frame.form(card, Frame.address(call, "organizations"), session);
    Frame.field(form, "org", "Scope", "text", "off").attr("required", true);
    if (session.admin()) {
      Frame.field(form, "person", "Its first owner", "text", "off").attr("required", true);
    }
    form.appendElement("button").addClass("main").text("Make it one");
  }

  private Answer show(Call call, Session session, String org, int status, String problem) {
    Page page = frame.page(call, "@" + org);
    AdminArea.tell(page.main(), problem);
    Identity.Known reader = new Identity.Known(session.person(), true);
    new OrganizationPage(call, session, org, organizing, rights.readableBy(reader))
        .show(page.main());
    return Frame.answer(status, page);
  }
}
