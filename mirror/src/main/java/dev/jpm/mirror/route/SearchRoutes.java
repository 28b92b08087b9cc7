package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.model.PackageName;
import java.util.List;
import java.util.function.Predicate;

/** Search, as clients ask for it. */
public final class SearchRoutes {
  private static final int MOST = 250;

  private final Gatekeeper gatekeeper;
  private final PackageSearch search;

  public SearchRoutes(Gatekeeper gatekeeper, PackageSearch search) {
    this.gatekeeper = gatekeeper;
    this.search = search;
  }

  public List<Route> all() {
    return List.of(Route.of("GET", "/-/v1/search", this::search));
  }

  private Answer search(Call call, Values values) {
    Predicate<PackageName> readable = gatekeeper.readable(call);
    int size = Math.min(number(call, "size", 20), MOST);
    int from = number(call, "from", 0);
    return Answer.json(200, search.find(call.query("text", ""), size, from, readable));
  }

  private static int number(Call call, String name, int otherwise) {
    try {
      return Math.max(Integer.parseInt(call.query(name, Integer.toString(otherwise))), 0);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
