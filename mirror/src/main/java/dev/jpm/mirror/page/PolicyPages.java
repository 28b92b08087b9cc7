package dev.jpm.mirror.page;

import dev.jpm.audit.policy.Ignore;
import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.metadata.Waivers.Waiver;
import dev.jpm.mirror.page.Frame.Page;
import dev.jpm.mirror.page.Sessions.Session;
import dev.jpm.mirror.policy.Objection;
import dev.jpm.mirror.policy.PackageState;
import dev.jpm.mirror.policy.Waiving;
import dev.jpm.mirror.policy.Waiving.Wish;
import dev.jpm.model.PackageName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** What the policy holds back, and what is let through all the same: by whom, why, how long. */
final class PolicyPages {
  private static final String TITLE = "Policy";
  private static final String POLICY = "admin/policy";
  private static final int MOST_PACKAGES = 100;
  private static final int MOST_ROWS = 300;

  private final AdminArea area;
  private final Homes homes;
  private final Waiving waiving;

  PolicyPages(AdminArea area, Homes homes, Waiving waiving) {
    this.area = area;
    this.homes = homes;
    this.waiving = waiving;
  }

  List<Route> all() {
    return List.of(
        area.get("/policy", (call, session) -> policy(call, session, call.query(), 200, "")),
        area.post("/policy/grant", this::grant),
        area.post("/policy/revoke", this::revoke));
  }

  /** The address of a form that grants a waiver for {@code version} of a package. */
  static String waive(Call call, PackageName name, String version, Objection objection) {
    return Frame.address(call, POLICY)
        + "?package="
        + URLEncoder.encode(name + "@" + version, StandardCharsets.UTF_8)
        + "&matter="
        + URLEncoder.encode(objection.matter(), StandardCharsets.UTF_8)
        + "#grant";
  }

  private Answer grant(Call call, Session session, Map<String, String> fields) {
    Wish wish =
        new Wish(
            fields.getOrDefault("package", ""),
            fields.getOrDefault("matter", ""),
            fields.getOrDefault("reason", ""),
            fields.getOrDefault("last", ""));
    try {
      waiving.grant(session.person(), wish);
    } catch (HttpProblem problem) {
      return policy(call, session, fields, problem.status(), problem.getMessage() + ".");
    }
    return Frame.seeOther(Frame.address(call, POLICY));
  }

  private Answer revoke(Call call, Session session, Map<String, String> fields) {
    waiving.revoke(fields.getOrDefault("id", ""));
    return Frame.seeOther(Frame.address(call, POLICY));
  }

  /**
   * @param filled what stands in the form already
   */
  private Answer policy(
      Call call, Session session, Map<String, String> filled, int status, String problem) {
    Page page = area.page(call, TITLE);
    Element main = page.main();
    AdminArea.tell(main, problem);
    if (!homes.admission().judges()) {
      main.appendElement("p")
          .text("The configuration names no policy: all that upstreams have may pass.");
      return Frame.answer(status, page);
    }
    main.appendElement("h3").text("Waivers");
    waivers(call, session, main);
    form(call, session, filled, main.appendElement("div").addClass("card narrow"));
    main.appendElement("h3").text("Held back");
    main.appendElement("p")
        .addClass("quiet")
        .text("Of packages that somebody has asked this node for lately.");
    heldBack(call, main);
    return Frame.answer(status, page);
  }

  private void waivers(Call call, Session session, Element main) {
    List<Waiver> granted = waiving.granted();
    List<Ignore> filed = waiving.filed();
    if (granted.isEmpty() && filed.isEmpty()) {
      main.appendElement("p").addClass("quiet").text("None: the policy holds for everything.");
      return;
    }
    Element rows = Frame.table(main, "Waivers", "What", "Why", "By", "Until", "Take it back");
    for (Waiver waiver : granted) {
      String subject = waiver.matter() + " of " + waiver.packages();
      String until = waiver.last() + (waiving.isOver(waiver) ? ", over" : "");
      String by = waiver.person() + ", " + AccountPages.day(waiver.granted());
      Element row = Frame.row(rows, subject, waiver.reason(), by, until);
      Element form =
          Frame.form(row.appendElement("td"), Frame.address(call, POLICY + "/revoke"), session);
      Frame.hidden(form, "id", waiver.id());
      Frame.danger(form, "Revoke", "Revoke the waiver for " + subject);
    }
    for (Ignore ignore : filed) {
      Frame.row(
          rows,
          ignore.subject(),
          ignore.reason(),
          Optional.ofNullable(ignore.owner()).orElse("nobody is named"),
          Optional.ofNullable(ignore.expires()).map(Object::toString).orElse("for ever"),
          "in the policy's file");
    }
  }

  private void form(Call call, Session session, Map<String, String> filled, Element card) {
    card.attr("id", "grant");
    card.appendElement("h2").text("Grant a waiver");
    Element form = Frame.form(card, Frame.address(call, POLICY + "/grant"), session);
    Frame.field(form, "package", "Package, or package@versions", "text", "off")
        .attr("required", true)
        .attr("value", filled.getOrDefault("package", ""));
    Frame.field(form, "matter", "Rule or advisory", "text", "off")
        .attr("required", true)
        .attr("list", "rules")
        .attr("value", filled.getOrDefault("matter", ""));
    Element rules = form.appendElement("datalist").attr("id", "rules");
    Waiving.rules().forEach(rule -> rules.appendElement("option").attr("value", rule));
    Frame.field(form, "reason", "Reason", "text", "off")
        .attr("required", true)
        .attr("value", filled.getOrDefault("reason", ""));
    Frame.field(form, "last", "Last day", "date", "off")
        .attr("required", true)
        .attr("min", waiving.today().toString())
        .attr("value", filled.getOrDefault("last", ""));
    form.appendElement("button").addClass("main").text("Grant");
  }

  private void heldBack(Call call, Element main) {
    List<PackageState> states =
        homes.admission().refusedLately().stream()
            .limit(MOST_PACKAGES)
            .flatMap(name -> homes.state(name).stream())
            .filter(state -> !state.heldBack().isEmpty())
            .toList();
    if (states.isEmpty()) {
      main.appendElement("p").addClass("quiet").text("Nothing.");
      return;
    }
    Element rows = Frame.table(main, "Held back", "Version", "Why", "Waive it");
    for (PackageState state : states) {
      state
          .heldBack()
          .reversed()
          .forEach((version, against) -> {
            if (rows.childrenSize() < MOST_ROWS) {
              held(call, rows.appendElement("tr"), state.name(), version, against);
            }
          });
    }
  }

  private static void held(
      Call call, Element row, PackageName name, String version, List<Objection> against) {
    row.appendElement("td")
        .appendElement("a")
        .attr("href", Frame.address(call, "package/" + name) + "#policy")
        .text(name + "@" + version);
    reasons(row.appendElement("td"), against);
    Element cell = row.appendElement("td");
    against.forEach(objection -> waiveLink(call, cell, name, version, objection));
  }

  /** All that there is against a version. */
  static void reasons(Element cell, List<Objection> against) {
    against.forEach(objection -> cell.appendElement("div").text(objection.reason()));
  }

  static void waiveLink(
      Call call, Element cell, PackageName name, String version, Objection objection) {
    cell.appendElement("div")
        .appendElement("a")
        .attr("href", waive(call, name, version, objection))
        .attr("aria-label", "Waive " + objection.matter() + " for " + name + "@" + version)
        .text("Waive " + objection.matter());
  }
}
