package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Accounts;
import dev.jpm.mirror.access.Accounts.TokenWish;
import dev.jpm.mirror.access.WebLogins;
import dev.jpm.mirror.access.WebLogins.Begun;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.BodyStream;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.FormFields;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.metadata.PendingLogins.Pending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The login that a client begins and a person ends in a browser. */
public final class LoginRoutes {
  private static final long LARGEST = 16 * 1024;

  private final Accounts accounts;
  private final WebLogins logins;
  private final LoginPage page;

  public LoginRoutes(Accounts accounts, WebLogins logins, boolean signUp) {
    this.accounts = accounts;
    this.logins = logins;
    this.page = new LoginPage(signUp);
  }

  public List<Route> all() {
    return List.of(
        Route.of("POST", "/-/v1/login", this::begin),
        Route.of("GET", "/-/v1/done/{poll}", this::poll),
        Route.of("GET", "/-/login/{page}", this::show),
        Route.of("POST", "/-/login/{page}", this::enter));
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

  private Answer show(Call call, Values values) {
    return page.form(login(values), "");
  }

  private Answer enter(Call call, Values values) {
    Pending login = login(values);
    Map<String, String> fields = fields(call);
    String name = fields.getOrDefault("name", "");
    try {
      accounts.enter(
          name,
          fields.getOrDefault("password", ""),
          fields.getOrDefault("email", ""),
          call.remote());
    } catch (HttpProblem refused) {
      return page.form(login, String.valueOf(refused.getMessage()));
    }
    logins.approve(login, name);
    return page.done(name);
  }

  private Pending login(Values values) {
    return logins
        .find(values.get("page"))
        .orElseThrow(() -> HttpProblem.notFound("there is no such login, or no longer"));
  }

  private static Map<String, String> fields(Call call) {
    try (BodyStream body = BodyStream.of(call, LARGEST)) {
      return FormFields.parse(new String(body.readAllBytes(), StandardCharsets.UTF_8));
    } catch (BodyStream.TooLargeException e) {
      throw HttpProblem.tooLarge();
    } catch (IOException e) {
      throw HttpProblem.badRequest("the body ended too early");
    }
  }
}
