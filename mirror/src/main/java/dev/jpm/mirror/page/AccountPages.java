package dev.jpm.mirror.page;

import dev.jpm.mirror.access.Accounts;
import dev.jpm.mirror.config.SignIn;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.metadata.People.Token;
import dev.jpm.mirror.metadata.TokenLimits;
import dev.jpm.mirror.page.Frame.Page;
import dev.jpm.mirror.page.Sessions.Session;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Signing in and out with a browser, and one's own tokens. */
final class AccountPages {
  private final Frame frame;
  private final Accounts accounts;
  private final SignIn doors;

  AccountPages(Frame frame, Accounts accounts, SignIn doors) {
    this.frame = frame;
    this.accounts = accounts;
    this.doors = doors;
  }

  List<Route> all() {
    return List.of(
        Route.of("GET", "/-/web/sign-in", (call, values) -> signIn(call, 200, "")),
        Route.of("POST", "/-/web/sign-in", (call, values) -> enter(call)),
        Route.of(
            "POST",
            "/-/web/sign-out",
            (call, values) ->
                signedIn(
                    call,
                    frame,
                    session -> {
                      Sessions.fields(call, session);
                      return frame.sessions().end(call, session, Frame.seeOther(call.base()));
                    })),
        Route.of(
            "GET",
            "/-/web/account",
            (call, values) -> signedIn(call, frame, session -> account(call, session))),
        Route.of(
            "POST",
            "/-/web/account/revoke",
            (call, values) ->
                signedIn(
                    call,
                    frame,
                    session -> {
                      Map<String, String> fields = Sessions.fields(call, session);
                      accounts.revoke(session.person(), fields.getOrDefault("id", ""));
                      return Frame.seeOther(Frame.address(call, "account"));
                    })));
  }

  /** A page for who is signed in; others are asked to do so. */
  static Answer signedIn(Call call, Frame frame, Function<Session, Answer> page) {
    return frame
        .sessions()
        .of(call)
        .map(page)
        .orElseGet(() -> Frame.seeOther(Frame.address(call, "sign-in")));
  }

  private Answer signIn(Call call, int status, String problem) {
    Page page = frame.page(call, "Sign in");
    Element card = page.main().appendElement("div").addClass("card narrow");
    card.appendElement("h1").text("Sign in");
    AdminArea.tell(card, problem);
    ProviderPages.offer(call, card, doors, "");
    if (doors.passwords()) {
      password(call, card);
    }
    return Frame.answer(status, page);
  }

  private static void password(Call call, Element card) {
    Element form =
        card.appendElement("form")
            .attr("method", "post")
            .attr("action", Frame.address(call, "sign-in"));
    Frame.field(form, "name", "User name", "text", "username").attr("required", true);
    Frame.field(form, "password", "Password", "password", "current-password")
        .attr("required", true);
    form.appendElement("button").addClass("main").text("Sign in");
  }

  private Answer enter(Call call) {
    Map<String, String> fields = Sessions.fields(call);
    String name = fields.getOrDefault("name", "");
    try {
      if (!accounts.knows(name, fields.getOrDefault("password", ""), call.remote())) {
        return signIn(call, 403, "The user name or the password is not right.");
      }
    } catch (HttpProblem refused) {
      return signIn(call, refused.status(), refused.getMessage() + ".");
    }
    return frame.sessions().begin(call, name, Frame.seeOther(call.base()));
  }

  private Answer account(Call call, Session session) {
    Page page = frame.page(call, session.person());
    page.main().appendElement("h1").text(session.person());
    Element out = Frame.form(page.main(), Frame.address(call, "sign-out"), session);
    out.appendElement("button").text("Sign out");
    page.main()
        .appendElement("p")
        .appendElement("a")
        .attr("href", Frame.address(call, "organizations"))
        .text("Your organizations and teams");
    page.main().appendElement("h2").text("Your tokens");
    Element rows = Frame.table(page.main(), "Your tokens", "Name", "May", "Made", "Ends", "End it");
    for (Token token : accounts.tokens(session.person())) {
      Element row =
          Frame.row(rows, told(token), may(token), day(token.created()), ends(token.expires()));
      Element form =
          Frame.form(row.appendElement("td"), Frame.address(call, "account/revoke"), session);
      end(form, token, told(token));
    }
    return Frame.answer(200, page);
  }

  /** What ends {@code token} in a form. */
  static void end(Element form, Token token, String called) {
    Frame.hidden(form, "id", token.id());
    Frame.hidden(form, "person", token.person());
    Frame.danger(form, "End", "End the token " + called);
  }

  static String told(Token token) {
    return (token.name().isEmpty() ? "unnamed" : token.name()) + " " + token.id().substring(0, 6);
  }

  static String may(Token token) {
    String may = token.readonly() ? "read" : "read and publish";
    return token.limits().equals(TokenLimits.NONE) ? may : may + ", within limits";
  }

  static String day(Instant moment) {
    return moment.toString().substring(0, 10);
  }

  static String ends(@Nullable Instant expires) {
    return expires == null ? "never" : day(expires);
  }
}
