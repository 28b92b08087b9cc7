package dev.jpm.mirror.page;

import dev.jpm.mirror.access.Accounts;
import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.access.Organizing;
import dev.jpm.mirror.access.Ranks;
import dev.jpm.mirror.access.WebLogins;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.SignIn;
import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.oidc.ProviderLogin;
import dev.jpm.mirror.policy.Waiving;
import dev.jpm.mirror.route.Attestations;
import dev.jpm.mirror.route.PackageSearch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All pages. */
public final class Pages {
  private final Frame frame;
  private final List<Route> routes;

  /** The pages of a mirror that is as {@code config} says. */
  public Pages(
      MirrorConfig config,
      Gatekeeper gatekeeper,
      Accounts accounts,
      Ranks ranks,
      WebLogins logins,
      @Nullable ProviderLogin login,
      Organizing organizing,
      Waiving waiving,
      Homes homes,
      PackageSearch search,
      Attestations attestations,
      MetadataStore metadata) {
    Assets assets = new Assets();
    this.frame = new Frame(assets, new Sessions(accounts, ranks::isAdmin));
    SignIn doors = config.access().signIn();
    AdminArea area = new AdminArea(frame);
    // Only the public log can be looked into at an address that everybody knows.
    Provenances provenances = new Provenances(attestations, config.trust().root() == null);
    this.routes =
        Route.all(
            assets.all(),
            new PackagePages(frame, gatekeeper, homes, search, provenances).all(),
            new ClientLogins(frame, accounts, logins, config.access()).all(),
            login == null ? List.of() : new ProviderPages(frame, login, logins).all(),
            new AccountPages(frame, accounts, doors).all(),
            new OrganizationPages(frame, organizing, gatekeeper.rights()).all(),
            new AdminPages(area, accounts, doors, metadata).all(),
            new PolicyPages(area, homes, waiving).all());
  }

  public List<Route> all() {
    return routes.stream().map(this::forPeople).toList();
  }

  /** What goes wrong is told by a page too. */
  private Route forPeople(Route route) {
    return new Route(
        route.method(),
        route.pattern(),
        (call, values) -> {
          try {
            return route.endpoint().answer(call, values);
          } catch (HttpProblem problem) {
            return frame.problem(call, problem);
          }
        });
  }
}
