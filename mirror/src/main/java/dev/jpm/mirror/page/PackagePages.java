package dev.jpm.mirror.page;

import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.access.Identity;
import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.packument.Document;
import dev.jpm.mirror.page.Frame.Page;
import dev.jpm.mirror.page.Provenances.Told;
import dev.jpm.mirror.page.Sessions.Session;
import dev.jpm.mirror.policy.PackageState;
import dev.jpm.mirror.route.PackageSearch;
import dev.jpm.mirror.upstream.Lookup;
import dev.jpm.model.PackageName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The start page, search, and the pages of packages. */
final class PackagePages {
  private static final int A_PAGE = 20;
  private static final int FARTHEST = 10_000;

  private final Frame frame;
  private final Gatekeeper gatekeeper;
  private final Homes homes;
  private final PackageSearch search;
  private final Provenances provenances;

  PackagePages(
      Frame frame,
      Gatekeeper gatekeeper,
      Homes homes,
      PackageSearch search,
      Provenances provenances) {
    this.frame = frame;
    this.gatekeeper = gatekeeper;
    this.homes = homes;
    this.search = search;
    this.provenances = provenances;
  }

  List<Route> all() {
    return List.of(
        Route.of("GET", "/", (call, values) -> read(call, () -> start(call))),
        Route.of("GET", "/-/web/search", (call, values) -> read(call, () -> results(call))),
        Route.of(
            "GET",
            "/-/web/package/{name}",
            (call, values) -> read(call, () -> told(call, values, ""))),
        Route.of(
            "GET",
            "/-/web/package/{name}/v/{version}",
            (call, values) -> read(call, () -> told(call, values, values.get("version")))));
  }

  /** Pages are read by whom packages are: by all, or by those who are signed in. */
  private Answer read(Call call, Supplier<Answer> page) {
    if (!gatekeeper.readsArePublic() && frame.sessions().of(call).isEmpty()) {
      return Frame.seeOther(Frame.address(call, "sign-in"));
    }
    return page.get();
  }

  private Answer start(Call call) {
    Page page = frame.page(call, "Packages");
    Element hero = page.main().appendElement("div").addClass("hero");
    hero.appendElement("h1").text("Your packages, and all the others");
    hero.appendElement("p")
        .addClass("lead")
        .text("This registry serves what is published here and keeps what it fetches from others.");
    hero.appendElement("h2").text("Use it");
    PackagePage.command(hero, "npm config set registry " + call.base(), "use-registry");
    PackagePage.command(hero, "npm login --registry=" + call.base(), "use-login");
    Element own = page.main().appendElement("section");
    own.appendElement("h2").text("Published here");
    JsonNode found = search.own("", A_PAGE, readable(call));
    if (found.path("objects").isEmpty()) {
      own.appendElement("p").addClass("quiet").text("Nothing yet: npm publish is all it takes.");
    }
    list(call, own, found, false);
    return Frame.answer(200, page);
  }

  private Answer results(Call call) {
    String text = call.query("q", "").strip();
    int from = from(call);
    Page page = frame.page(call, text.isEmpty() ? "Search" : "Search for " + text);
    if (text.isEmpty()) {
      page.main().appendElement("h1").text("Search");
      page.main().appendElement("p").addClass("quiet").text("Say above what you are looking for.");
      return Frame.answer(200, page);
    }
    ObjectNode found = search.find(text, A_PAGE, from, readable(call));
    int total = found.path("total").asInt(0);
    page.main().appendElement("h1").text(counted(total) + " for “" + text + "”");
    list(call, page.main(), found, true);
    turning(call, page.main(), text, from, total);
    return Frame.answer(200, page);
  }

  private static int from(Call call) {
    String from = call.query("from", "0");
    return from.matches("\\d{1,5}") ? Math.min(Integer.parseInt(from), FARTHEST) : 0;
  }

  private static String counted(int total) {
    return total == 0 ? "No package" : total == 1 ? "1 package" : total + " packages";
  }

  private void list(Call call, Element parent, JsonNode found, boolean mixed) {
    Element list = parent.appendElement("ol").addClass("packages");
    for (JsonNode object : found.path("objects")) {
      JsonNode told = object.path("package");
      String name = told.path("name").asString("");
      Element item = list.appendElement("li");
      Element title = item.appendElement("h3");
      title.appendElement("a").attr("href", Frame.address(call, "package/" + name)).text(name);
      title.appendText(" ");
      title.appendElement("span").addClass("version").text(told.path("version").asString(""));
      if (mixed && PackageName.tryParse(name).filter(homes::isOwn).isPresent()) {
        title.appendText(" ");
        title.appendElement("span").addClass("badge").text("published here");
      }
      item.appendElement("p").text(told.path("description").asString(""));
      String date = told.path("date").asString("");
      item.appendElement("p")
          .addClass("quiet")
          .text(date.length() < 10 ? "" : "published " + date.substring(0, 10));
    }
  }

  private static void turning(Call call, Element main, String text, int from, int total) {
    if (total <= A_PAGE) {
      return;
    }
    Element turning = main.appendElement("nav").addClass("turning").attr("aria-label", "Results");
    String query = "search?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&from=";
    if (from > 0) {
      turning
          .appendElement("a")
          .attr("rel", "prev")
          .attr("href", Frame.address(call, query + Math.max(from - A_PAGE, 0)))
          .text("Previous");
    }
    int last = Math.min(from + A_PAGE, total);
    turning.appendElement("span").text((from + 1) + " to " + last + " of " + total);
    if (last < total) {
      turning
          .appendElement("a")
          .attr("rel", "next")
          .attr("href", Frame.address(call, query + last))
          .text("Next");
    }
  }

  private Answer told(Call call, Values values, String version) {
    String text = values.get("name");
    PackageName name =
        PackageName.tryParse(text)
            .orElseThrow(() -> HttpProblem.notFound("“" + text + "” is no package name."));
    checkReadable(call, name);
    Lookup found = homes.document(name);
    PolicySection policy = policy(call, name);
    if (found instanceof Lookup.Refused) {
      return heldBack(call, name, policy);
    }
    Document document = document(found, name);
    PackageFacts facts = PackageFacts.of(document, version);
    ObjectNode manifest = facts.manifest();
    if (manifest == null) {
      policy.refuse(facts.version());
      throw HttpProblem.notFound(name + " has no version " + facts.version() + ".");
    }
    // An upstream that has just not answered would let the reader wait.
    Told provenance =
        manifest.path("dist").has("attestations") && !document.stale()
            ? provenances.of(name, facts.version())
            : Told.NOTHING;
    Page page = frame.page(call, name.value());
    new PackagePage(call, name, homes.isOwn(name), facts, policy)
        .show(page.main(), manifest, provenance);
    return Frame.answer(200, page);
  }

  private PolicySection policy(Call call, PackageName name) {
    boolean admin = frame.sessions().of(call).filter(Session::admin).isPresent();
    PackageState state =
        homes
            .state(name)
            .orElseGet(() -> new PackageState(name, new LinkedHashMap<>(), new LinkedHashMap<>()));
    return new PolicySection(call, state, admin);
  }

  /** The page of a package of which nothing may pass. */
  private Answer heldBack(Call call, PackageName name, PolicySection policy) {
    Page page = frame.page(call, name.value());
    page.main().appendElement("h1").text(name.value());
    page.main()
        .appendElement("p")
        .addClass("notice")
        .attr("role", "note")
        .text("The policy of this registry lets no version of it pass.");
    policy.show(page.main());
    return Frame.answer(403, page);
  }

  /** What may be read by who is signed in. */
  private Predicate<PackageName> readable(Call call) {
    return gatekeeper.readable(
        frame
            .sessions()
            .of(call)
            .<Identity>map(session -> new Identity.Known(session.person(), true))
            .orElseGet(Identity.Anonymous::new));
  }

  private void checkReadable(Call call, PackageName name) {
    if (!readable(call).test(name)) {
      throw missing(name);
    }
  }

  private static Document document(Lookup found, PackageName name) {
    return switch (found) {
      case Lookup.Found(Document document) -> document;
      case Lookup.Missing _ -> throw missing(name);
      case Lookup.Refused(String reason) -> throw HttpProblem.forbidden(reason);
      case Lookup.Unavailable(String reason) ->
          throw new HttpProblem(502, "The upstream of " + name + " cannot be asked: " + reason);
    };
  }

  private static HttpProblem missing(PackageName name) {
    return HttpProblem.notFound("There is no package " + name + ".");
  }
}
