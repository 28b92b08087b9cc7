package dev.jpm.mirror.page;

import dev.jpm.mirror.access.Accounts;
import dev.jpm.mirror.access.WebLogins;
import dev.jpm.mirror.config.MirrorConfig.Access;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.metadata.PendingLogins.Pending;
import dev.jpm.mirror.page.Frame.Page;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;

/** The page on which a person ends the login that a client has begun. */
final class ClientLogins {
  private final Frame frame;
  private final Accounts accounts;
  private final WebLogins logins;
  private final Access access;

  ClientLogins(Frame frame, Accounts accounts, WebLogins logins, Access access) {
    this.frame = frame;
    this.accounts = accounts;
    this.logins = logins;
    this.access = access;
  }

  List<Route> all() {
    return List.of(
        Route.of("GET", "/-/login/{page}", (call, values) -> form(call, values, 200, "")),
        Route.of("POST", "/-/login/{page}", this::enter));
  }

  private Answer form(Call call, Values values, int status, String problem) {
    Pending login = login(values);
    Page page = frame.page(call, "Log in");
    Element card = page.main().appendElement("div").addClass("card narrow");
    card.appendElement("h1").text("Log in");
    String client = login.host().isEmpty() ? "A client" : "A client on " + login.host();
    card.appendElement("p")
        .text(client + " asks for a login. Go on only if you have just begun it yourself.");
    AdminArea.tell(card, problem);
    ProviderPages.offer(call, card, access.signIn(), values.get("page"));
    if (access.signIn().passwords()) {
      password(card);
    }
    return Frame.answer(status, page);
  }

  private void password(Element card) {
    Element form = card.appendElement("form").attr("method", "post");
    Frame.field(form, "name", "User name", "text", "username")
        .attr("required", true)
        .attr("autofocus", access.signIn().provider() == null);
    Frame.field(form, "password", "Password", "password", "current-password")
        .attr("required", true);
    if (access.signUp()) {
      Frame.field(form, "email", "E-mail, for a new name", "email", "email");
      form.appendElement("p").addClass("quiet").text("A name that nobody has yet becomes yours.");
    }
    form.appendElement("button").addClass("main").text("Log in");
  }

  private Answer enter(Call call, Values values) {
    Pending login = login(values);
    Map<String, String> fields = Sessions.fields(call);
    String name = fields.getOrDefault("name", "");
    try {
      accounts.enter(
          name,
          fields.getOrDefault("password", ""),
          fields.getOrDefault("email", ""),
          call.remote());
    } catch (HttpProblem refused) {
      return form(call, values, 403, refused.getMessage() + ".");
    }
    logins.approve(login, name);
    return done(call, frame, name);
  }

  /** What tells that a client's login has ended well. */
  static Answer done(Call call, Frame frame, String name) {
    Page page = frame.page(call, "Logged in");
    Element card = page.main().appendElement("div").addClass("card narrow");
    card.appendElement("h1").text("Logged in");
    card.appendElement("p")
        .text("You are " + name + ". You can close this page and go on in the terminal.");
    return Frame.answer(200, page);
  }

  private Pending login(Values values) {
    return logins
        .find(values.get("page"))
        .orElseThrow(() -> HttpProblem.notFound("There is no such login, or no longer."));
  }
}
