package dev.jpm.mirror.page;

import dev.jpm.mirror.access.WebLogins;
import dev.jpm.mirror.config.LoginProvider;
import dev.jpm.mirror.config.SignIn;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.metadata.PendingLogins.Pending;
import dev.jpm.mirror.oidc.LoginAttempt;
import dev.jpm.mirror.oidc.ProviderLogin;
import dev.jpm.mirror.page.Frame.Page;
import java.time.Duration;
import java.util.List;
import org.jsoup.nodes.Element;

/**
 * The way to the provider and back. Pages lead there and on from there, as no answer to a form may
 * lead to another site, and a browser that comes from one does not show yet that it is signed in.
 */
final class ProviderPages {
  private static final String BEGIN = "sign-in/provider";
  private static final String BACK = "sign-in/callback";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Frame frame;
  private final ProviderLogin login;
  private final WebLogins logins;

  ProviderPages(Frame frame, ProviderLogin login, WebLogins logins) {
    this.frame = frame;
    this.login = login;
    this.logins = logins;
  }

  List<Route> all() {
    return List.of(
        Route.of("POST", "/-/web/" + BEGIN, (call, values) -> begin(call)),
        Route.of("GET", "/-/web/" + BACK, (call, values) -> back(call)));
  }

  /**
   * Offers to log in at the provider, where there is one. It is a form, so that nobody is sent
   * there by a link alone that ends a client's login which somebody else has begun.
   *
   * @param client the secret of the page of a client's login; empty where there is none
   */
  static void offer(Call call, Element card, SignIn doors, String client) {
    LoginProvider provider = doors.provider();
    if (provider == null) {
      return;
    }
    Element form =
        card.appendElement("form")
            .attr("method", "post")
            .attr("action", Frame.address(call, BEGIN))
            .addClass("provider");
    if (!client.isEmpty()) {
      Frame.hidden(form, "login", client);
    }
    form.appendElement("button").addClass("main").text("Log in with " + provider.title());
    if (doors.passwords()) {
      card.appendElement("p").addClass("quiet or").text("or with a password of this registry");
    }
  }

  private Answer begin(Call call) {
    String client = Sessions.fields(call).getOrDefault("login", "");
    if (!client.isEmpty()) {
      pending(client);
    }
    LoginAttempt attempt = LoginAttempt.begin(client);
    String title = login.provider().title();
    String target = login.provider().begin(attempt, Frame.address(call, BACK));
    Page page = leading(call, "Log in with " + title, target, "Go on to " + title);
    return Frame.answer(200, page)
        .with("set-cookie", Cookies.ATTEMPT.set(call, attempt.text(), PATIENCE));
  }

  /** A page that goes on by itself, or by hand. */
  private Page leading(Call call, String title, String target, String link) {
    Page page = frame.page(call, title);
    page.document()
        .head()
        .appendElement("meta")
        .attr("http-equiv", "refresh")
        .attr("content", "0; url=" + target);
    Element card = page.main().appendElement("div").addClass("card narrow");
    card.appendElement("h1").text(title);
    card.appendElement("p").appendElement("a").attr("href", target).text(link);
    return page;
  }

  private Pending pending(String client) {
    return logins
        .find(client)
        .orElseThrow(() -> HttpProblem.notFound("There is no such login, or no longer."));
  }

  private Answer back(Call call) {
    LoginAttempt attempt =
        Cookies.ATTEMPT
            .get(call)
            .flatMap(LoginAttempt::tryParse)
            .filter(one -> one.isOf(call.query("state", "")))
            .orElseThrow(() ->
                HttpProblem.forbidden(
                    "This login was not begun in this browser, or too long ago; begin again."));
    if (!login.provider().isCalled(call.query("iss", ""))) {
      throw HttpProblem.forbidden("Another provider has answered.");
    }
    String code = call.query("code", "");
    if (code.isEmpty()) {
      String error = call.query("error", "it gave no reason");
      throw HttpProblem.forbidden(login.provider().title() + " did not log you in: " + error + ".");
    }
    String person = login.end(code, attempt, Frame.address(call, BACK), Sessions.LIFETIME);
    call.caller().is(person);
    call.caller().change();
    return attempt.login().isEmpty() ? signedIn(call, person) : loggedIn(call, attempt, person);
  }

  private Answer signedIn(Call call, String person) {
    Page page = leading(call, "Signed in as " + person, call.base(), "Go on");
    return frame.sessions().begin(call, person, Frame.answer(200, page));
  }

  private Answer loggedIn(Call call, LoginAttempt attempt, String person) {
    logins.approve(pending(attempt.login()), person);
    return ClientLogins.done(call, frame, person);
  }
}
