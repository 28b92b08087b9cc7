package dev.jpm.mirror.page;

import dev.jpm.mirror.access.Accounts;
import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.access.WebLogins;
import dev.jpm.mirror.config.MirrorConfig.Access;
import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.route.PackageSearch;
import java.util.List;

/** All pages. */
public final class Pages {
  private final Frame frame;
  private final List<Route> routes;

  /** The pages of a mirror whose {@code access} is this. */
  public Pages(
      Access access,
      Gatekeeper gatekeeper,
      Accounts accounts,
      WebLogins logins,
      Homes homes,
      PackageSearch search,
      MetadataStore metadata) {
    Assets assets = new Assets();
    this.frame = new Frame(assets, new Sessions(accounts, access.admins()));
    this.routes =
        Route.all(
            assets.all(),
            new PackagePages(frame, gatekeeper, homes, search).all(),
            new ClientLogins(frame, accounts, logins, access.signUp()).all(),
            new AccountPages(frame, accounts).all(),
            new AdminPages(frame, accounts, metadata).all());
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
