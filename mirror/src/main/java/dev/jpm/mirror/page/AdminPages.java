package dev.jpm.mirror.page;

import dev.jpm.mirror.access.Accounts;
import dev.jpm.mirror.config.LoginProvider;
import dev.jpm.mirror.config.SignIn;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.MetadataStore.Numbers;
import dev.jpm.mirror.metadata.People;
import dev.jpm.mirror.metadata.People.Person;
import dev.jpm.mirror.metadata.People.Token;
import dev.jpm.mirror.page.Frame.Page;
import dev.jpm.mirror.page.Sessions.Session;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;

/** Pages for those who look after the mirror: what it holds, who uses it, with which tokens. */
final class AdminPages {
  private final AdminArea area;
  private final Accounts accounts;
  private final SignIn doors;
  private final MetadataStore metadata;

  AdminPages(AdminArea area, Accounts accounts, SignIn doors, MetadataStore metadata) {
    this.area = area;
    this.doors = doors;
    this.accounts = accounts;
    this.metadata = metadata;
  }

  List<Route> all() {
    return List.of(
        area.get("", this::storage),
        area.get("/users", (call, session) -> users(call, session, 200, "")),
        area.get("/tokens", this::tokens),
        area.post("/users/add", this::addUser),
        area.post("/users/remove", this::removeUser),
        area.post("/tokens/revoke", this::revoke));
  }

  private Answer storage(Call call, Session session) {
    Page page = area.page(call, "Storage");
    Numbers numbers = metadata.numbers();
    Element figures = page.main().appendElement("dl").addClass("figures");
    figure(figures, "Packages published here", number(numbers.packages()), "");
    figure(
        figures,
        "Their versions",
        number(numbers.releases()),
        PackagePage.size(numbers.releaseBytes()));
    figure(figures, "Packages known from upstreams", number(numbers.documents()), "");
    figure(
        figures,
        "Their tarballs",
        number(numbers.tarballs()),
        PackagePage.size(numbers.tarballBytes()));
    figure(figures, "Users", number(numbers.people()), "");
    figure(figures, "Tokens", number(numbers.tokens()), "");
    return Frame.answer(200, page);
  }

  private static String number(long number) {
    return String.format(java.util.Locale.ROOT, "%,d", number);
  }

  private static void figure(Element list, String term, String number, String size) {
    Element figure = list.appendElement("div");
    figure.appendElement("dt").text(term);
    figure.appendElement("dd").text(number);
    if (!size.isEmpty()) {
      figure.appendElement("dd").addClass("quiet").text(size);
    }
  }

  private Answer users(Call call, Session session, int status, String problem) {
    Page page = area.page(call, "Users");
    AdminArea.tell(page.main(), problem);
    Element rows = Frame.table(page.main(), "Users", "Name", "E-mail", "Since", "Remove");
    for (Person person : metadata.people().all()) {
      Element row =
          Frame.row(rows, person.name(), person.email(), AccountPages.day(person.created()));
      Element cell = row.appendElement("td");
      if (!person.name().equals(session.person())) {
        Element form = Frame.form(cell, Frame.address(call, "admin/users/remove"), session);
        Frame.hidden(form, "person", person.name());
        Frame.danger(form, "Remove", "Remove " + person.name());
      }
    }
    Element card = page.main().appendElement("div").addClass("card narrow");
    card.appendElement("h2").text("Add a user");
    Element form = Frame.form(card, Frame.address(call, "admin/users/add"), session);
    Frame.field(form, "name", "User name", "text", "off").attr("required", true);
    Frame.field(form, "email", "E-mail", "email", "off");
    if (doors.passwords()) {
      LoginProvider provider = doors.provider();
      String none = provider == null ? "" : ", empty for a login with " + provider.title();
      Frame.field(form, "password", "First password" + none, "password", "new-password")
          .attr("required", provider == null);
    }
    form.appendElement("button").addClass("main").text("Add");
    return Frame.answer(status, page);
  }

  private Answer addUser(Call call, Session session, Map<String, String> fields) {
    try {
      accounts.add(
          fields.getOrDefault("name", ""),
          fields.getOrDefault("password", ""),
          fields.getOrDefault("email", ""));
    } catch (HttpProblem problem) {
      return users(call, session, problem.status(), problem.getMessage() + ".");
    }
    return Frame.seeOther(Frame.address(call, "admin/users"));
  }

  /** Packages keep their owners' names; who gets such a name later must be let in by an admin. */
  private Answer removeUser(Call call, Session session, Map<String, String> fields) {
    String person = fields.getOrDefault("person", "");
    if (person.equals(session.person())) {
      throw HttpProblem.badRequest("Nobody removes themselves");
    }
    metadata.people().remove(person);
    return Frame.seeOther(Frame.address(call, "admin/users"));
  }

  private Answer tokens(Call call, Session session) {
    Page page = area.page(call, "Tokens");
    Element rows =
        Frame.table(page.main(), "Tokens", "Whose", "Name", "May", "Made", "Ends", "End it");
    People people = metadata.people();
    for (Token token : people.tokens()) {
      Element row =
          Frame.row(
              rows,
              token.person(),
              AccountPages.told(token),
              AccountPages.may(token),
              AccountPages.day(token.created()),
              AccountPages.ends(token.expires()));
      Element form =
          Frame.form(row.appendElement("td"), Frame.address(call, "admin/tokens/revoke"), session);
      AccountPages.end(form, token, AccountPages.told(token) + " of " + token.person());
    }
    return Frame.answer(200, page);
  }

  private Answer revoke(Call call, Session session, Map<String, String> fields) {
    accounts.revoke(fields.getOrDefault("person", ""), fields.getOrDefault("id", ""));
    return Frame.seeOther(Frame.address(call, "admin/tokens"));
  }
}
