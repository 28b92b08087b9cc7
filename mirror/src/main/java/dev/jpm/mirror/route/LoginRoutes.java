package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Accounts;
import dev.jpm.mirror.access.Accounts.TokenWish;
import dev.jpm.mirror.access.WebLogins;
import dev.jpm.mirror.access.WebLogins.Begun;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.metadata.PendingLogins.Pending;
import java.util.List;

/** The login that a client begins and asks after, while a person ends it in a browser. */
public final class LoginRoutes {
  private static final long LARGEST = 16 * 1024;

  private final Accounts accounts;
  private final WebLogins logins;

  public LoginRoutes(Accounts accounts, WebLogins logins) {
    this.accounts = accounts;
    this.logins = logins;
  }

  public List<Route> all() {
    return List.of(
        Route.of("POST", "/-/v1/login", this::begin),
        Route.of("GET", "/-/v1/done/{poll}", this::poll));
  }

  private Answer begin(Call call, Values values) {
    String host = Json.read(call, LARGEST).path("hostname").asString("");
    Begun login = logins.begin(host);
    return Answer.json(
        200,
        Json.object()
            .put("loginUrl", call.base() + "-/login/" + login.page())
            .put("doneUrl", call.base() + "-/v1/done/" + login.poll()));
  }

  private Answer poll(Call call, Values values) {
    Pending login =
        logins
            .poll(values.get("poll"))
            .orElseThrow(() -> HttpProblem.notFound("there is no such login, or no longer"));
    String person = login.person();
    if (person == null) {
      return Answer.json(202, Json.object()).with("retry-after", "1");
    }
    String token = accounts.issue(person, TokenWish.LOGIN).secret();
    return Answer.json(200, Json.object().put("token", token)).with("cache-control", "no-store");
  }
}
